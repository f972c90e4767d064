-- The audit compares versions with what was published and what is still to be: it needs the places of the events in the
-- outbox, and not what they say.
grant select (topic, key, sequence) on outbox to longhaul_control;
