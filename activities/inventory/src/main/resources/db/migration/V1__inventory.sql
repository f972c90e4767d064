-- The inventory: what exists, the jobs that change it, the locks that keep jobs apart, and the outbox.
-- INVARIANT: a row's version is bumped while the row is locked, and the outbox row written in the same transaction
-- carries it as its sequence; so sequences are gapless per topic and key, and the outbox id is their order.

create extension if not exists btree_gist;

-- Bearer tokens, kept as SHA-256 in hex.
create table api_token (
    sha256     text primary key,
    role       text not null check (role in ('OPERATOR', 'TENANT')),
    tenant     text,
    name       text not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz,
    revoked_at timestamptz,
    check (role = 'OPERATOR' or tenant is not null)
);

create table node (
    name         text primary key,
    cluster      text not null,
    state        text not null check (state in ('ACTIVE', 'MAINTENANCE')),
    live         boolean not null,
    incarnation  text not null,
    vcpus        int not null,
    memory_mib   bigint not null,
    storages     jsonb not null,
    networks     text[] not null,
    facts        jsonb not null,
    created_at   timestamptz not null default clock_timestamp(),
    last_seen_at timestamptz not null,
    version      bigint not null default 1
);

-- A VM that is not DELETED is also the reservation of its vCPUs and memory on its node.
create table vm (
    id               text primary key,
    name             text not null,
    tenant           text not null,
    state            text not null
                     check (state in ('CREATING', 'STOPPED', 'RUNNING', 'DELETING', 'DELETED', 'UNKNOWN')),
    before_delete    text, -- the state to go back to when a deletion does not succeed
    node             text not null references node,
    vcpus            int not null,
    memory_mib       bigint not null,
    power_changed_at timestamptz not null default clock_timestamp(), -- an older observation is stale
    created_at       timestamptz not null default clock_timestamp(),
    deleted_at       timestamptz,
    version          bigint not null default 1
);
create unique index vm_name on vm (tenant, name) where state <> 'DELETED';
create index vm_node on vm (node) where state <> 'DELETED';
create index vm_page on vm (created_at desc, id desc);

create table template (
    id            text primary key,
    name          text not null,
    tenant        text not null,
    state         text not null check (state in ('CREATING', 'READY', 'DELETING', 'DELETED')),
    volume        text not null,
    storage       text not null,
    node          text not null references node,
    source_format text not null,
    virtual_bytes bigint not null default 0,
    sha256        text,
    created_at    timestamptz not null default clock_timestamp(),
    deleted_at    timestamptz,
    version       bigint not null default 1
);
create unique index template_name on template (tenant, name) where state <> 'DELETED';
create index template_page on template (created_at desc, id desc);

create table volume (
    id             text primary key,
    tenant         text not null,
    vm             text references vm,
    position       int not null default 0, -- place on the VM; 0 boots
    template       text not null references template,
    storage        text not null,
    node           text not null references node,
    state          text not null check (state in ('CREATING', 'READY', 'DELETING', 'DELETED')),
    capacity_bytes bigint not null,
    independent    boolean not null,
    created_at     timestamptz not null default clock_timestamp(),
    deleted_at     timestamptz,
    version        bigint not null default 1
);
create index volume_vm on volume (vm);
create index volume_dependents on volume (template) where state <> 'DELETED' and not independent;
create index volume_page on volume (created_at desc, id desc);

create table job (
    id              text primary key,
    operation       text not null,
    tenant          text not null,
    who             text not null,
    summary         text not null,
    parent_job_id   text references job,
    child_key       text, -- unique in the parent: accepting twice gives the same child
    lock_owner      text not null references job deferrable initially deferred, -- under whose locks it works
    vm              text,
    volume          text,
    template        text,
    node            text,
    state           text not null check (state in
                    ('ACCEPTED', 'RUNNING', 'NEEDS_ATTENTION', 'CANCELLING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    request         jsonb not null, -- guest user-data is ciphertext here
    plan            jsonb not null,
    epoch           bigint not null,       -- token of its locks
    run_id          text,                  -- the Temporal run that has the claim
    wants_run       boolean not null,      -- a run is to be started by the starter
    run_wanted_at   timestamptz not null default clock_timestamp(),
    transitions     int not null default 0,
    parkings        int not null default 0,
    parking         jsonb,                 -- present parking
    parked_at       timestamptz,
    pending_abort   jsonb,                 -- an abort decided while no run existed
    cancel          jsonb,                 -- the cancel that was asked for
    cancel_accepted boolean not null default false,
    result          jsonb,
    failure         jsonb,
    residue         jsonb,
    created_at      timestamptz not null default clock_timestamp(),
    started_at      timestamptz,
    ended_at        timestamptz,
    version         bigint not null default 1,
    unique (parent_job_id, child_key),
    check ((ended_at is not null) = (state in ('SUCCEEDED', 'FAILED', 'CANCELLED')))
);
create index job_open on job (created_at) where ended_at is null;
create index job_page on job (created_at desc, id desc);
create index job_vm on job (vm);
create index job_volume_open on job (volume) where ended_at is null;
create index job_lock_owner on job (lock_owner) where ended_at is null;

create table job_step (
    job_id     text not null references job,
    name       text not null,
    position   int not null,
    state      text not null,
    started_at timestamptz,
    ended_at   timestamptz,
    outcome    text,
    result     jsonb,
    failure    jsonb,
    primary key (job_id, name)
);

-- What the step runner has recorded; a repeated number is ignored.
create table job_transition (
    job_id text not null references job,
    number int not null,
    step   text not null,
    state  text not null,
    at     timestamptz not null default clock_timestamp(),
    primary key (job_id, number)
);

-- Audit: who decided what, when and why.
create table job_decision (
    id      bigserial primary key,
    job_id  text not null references job,
    action  text not null, -- RETRY, SKIP, ABORT, CANCEL
    parking int,
    who     text not null,
    why     text not null,
    at      timestamptz not null default clock_timestamp()
);
create unique index job_decision_once on job_decision (job_id, parking) where parking is not null;

create table node_decision (
    id   bigserial primary key,
    node text not null references node,
    state text not null,
    who  text not null,
    why  text not null,
    at   timestamptz not null default clock_timestamp()
);

-- Tokens of lock grants. Every grant takes a new one, so of two holders the later has the higher.
create sequence lock_epoch;

-- Places of shared locks in the span.
create sequence lock_share as int maxvalue 2147483646 cycle;

-- A shared lock takes one place [n, n+1) of the span, an exclusive one all of it; so one constraint keeps both apart.
create table resource_lock (
    id         bigserial primary key,
    resource   text not null,
    facet      text not null check (facet in ('power', 'placement', 'disk', 'content', 'children')),
    span       int4range not null,
    job_id     text not null references job deferrable initially deferred,
    granted_at timestamptz not null default clock_timestamp(),
    constraint resource_lock_apart exclude using gist (resource with =, facet with =, span with &&)
);
create index resource_lock_job on resource_lock (job_id);

-- Jobs that wait for a lock: flattens whose lock was taken over, deletions that wait for a flatten's end.
create table lock_waiter (
    id        bigserial primary key,
    resource  text not null,
    facet     text not null,
    exclusive boolean not null,
    job_id    text not null references job deferrable initially deferred,
    since     timestamptz not null default clock_timestamp(),
    unique (resource, facet, job_id)
);
create index lock_waiter_job on lock_waiter (job_id);

-- Kept for seven days.
create table idempotency (
    tenant     text not null,
    key        text not null,
    body_hash  text not null,
    answer     jsonb,
    created_at timestamptz not null default now(),
    primary key (tenant, key)
);
create index idempotency_age on idempotency (created_at);

create table alert (
    key       text primary key,
    state     text not null check (state in ('raised', 'resolved')),
    code      text not null,
    job_id    text,
    node      text,
    raised_at timestamptz not null default clock_timestamp(),
    sequence  bigint not null default 1
);

-- Events that are committed and not yet published. No data: a tombstone.
create table outbox (
    id          bigserial primary key,
    event_id    uuid not null default gen_random_uuid(),
    topic       text not null,
    key         text not null,
    type        text not null,
    sequence    bigint not null,
    occurred_at timestamptz not null,
    data        jsonb
);

-- Hints for those who listen; what is not heard is found by their timers.
create function say_outbox() returns trigger language plpgsql as $$
begin
    perform pg_notify('longhaul_outbox', '');
    return null;
end $$;
create trigger outbox_said after insert on outbox for each statement execute function say_outbox();

create function say_job() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' or old.version <> new.version or (new.wants_run and not old.wants_run) then
        perform pg_notify('longhaul_job', new.id);
    end if;
    -- A cancel to deliver to the run.
    if tg_op = 'UPDATE' and old.cancel is null and new.cancel is not null then
        perform pg_notify('longhaul_cancel', new.id);
    end if;
    return null;
end $$;
create trigger job_said after insert or update on job for each row execute function say_job();

-- A waiting job may have got its lock: wake its workflow.
create function say_wake() returns trigger language plpgsql as $$
begin
    perform pg_notify('longhaul_wake', old.job_id);
    return null;
end $$;
create trigger waiter_said after delete on lock_waiter for each row execute function say_wake();
