-- Raised again, an alert has a new raised_at; the age of its first event is when it was made.
alter table alert add column created_at timestamptz not null default clock_timestamp();
-- Of those that there are it is not known; old enough that nothing which is gone by its age is missed.
update alert set created_at = 'epoch';
