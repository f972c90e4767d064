create table outbox (
    id bigint generated always as identity primary key,
    event_id text not null unique,
    topic text not null,
    key text not null,
    type text not null,
    sequence bigint not null,
    occurred_at timestamptz not null default clock_timestamp(),
    data jsonb
);
