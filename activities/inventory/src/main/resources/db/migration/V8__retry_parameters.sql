-- A retry may change parameters of its step. A later run of the job begins with what was changed, by "step.name"; the record
-- of the decision has the values before and after. Of the latter the API reads what tells a decision that is sent again.
alter table job add column parameters jsonb not null default '{}';
alter table job_decision add column parameters jsonb not null default '[]';
grant select (parameters) on job_decision to longhaul_api;
