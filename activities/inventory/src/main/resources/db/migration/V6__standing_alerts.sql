-- An alert is said again while it lasts: it keeps its words, and since when it lasts.
alter table alert add column summary text not null default '';
alter table alert add column since timestamptz not null default clock_timestamp();
update alert set since = raised_at;
create index alert_standing on alert (raised_at) where state = 'raised';

-- Repeated failures of a host are counted from what its steps failed with.
alter table job_transition add column code text;
create index job_transition_failed on job_transition (at) where code is not null;

-- After an outage many jobs are parked among all that there ever were.
create index job_parked on job (created_at desc, id desc) where state = 'NEEDS_ATTENTION';
