-- A decision that is sent again gets the answer of the first, so the API looks whether it was made. Who and why are the
-- audit's, which no process reads.
grant select (job_id, parking, action) on job_decision to longhaul_api;
