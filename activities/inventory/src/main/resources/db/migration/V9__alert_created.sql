-- Raised again, an alert has a new raised_at; the age of its first event is when it was made.
alter table alert add column created_at timestamptz not null default clock_timestamp();
update alert set created_at = since;
