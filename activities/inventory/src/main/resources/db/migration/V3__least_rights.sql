-- What each process may do. The owner of the schema runs only migrations; a process logs in as its role, or as a member
-- of it. Roles belong to the whole server, so another database's migration may make them at the same moment; and where
-- the owner may not create roles, they are there before.
do $$
declare
    wanted text;
begin
    foreach wanted in array array ['longhaul_api', 'longhaul_control', 'longhaul_relay'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            begin
                execute format('create role %I', wanted);
            exception when duplicate_object or unique_violation then
                null;
            end;
        end if;
    end loop;
end $$;

revoke all on all tables in schema public from public;
grant usage on schema public to longhaul_api, longhaul_control, longhaul_relay;
grant select on flyway_schema_history to longhaul_api, longhaul_control, longhaul_relay;

-- The relay publishes what is in the outbox and removes it. It sees nothing else.
grant select, delete on outbox to longhaul_relay;

-- Both others write events, and neither reads, changes or removes one. What was decided stays as it was written.
grant insert on outbox, job_decision, node_decision to longhaul_api, longhaul_control;
grant select, insert, delete on resource_lock, lock_waiter to longhaul_api, longhaul_control;
grant select, insert, update on job to longhaul_api, longhaul_control;
grant usage on all sequences in schema public to longhaul_api, longhaul_control;

-- The API accepts requests: it makes the objects that they ask for, and tokens and idempotency keys are its own.
grant select, insert on api_token to longhaul_api;
grant select on job_step to longhaul_api;
grant select, update on node, alert to longhaul_api;
grant select, insert, update on vm, volume, template, idempotency to longhaul_api;

-- The control worker says what became of them, hears of nodes, and forgets old keys. It reads no token.
grant select, insert, update on node, job_step, alert to longhaul_control;
grant select, update on vm, volume, template to longhaul_control;
grant select, insert on job_transition to longhaul_control;
grant select (created_at), delete on idempotency to longhaul_control;
