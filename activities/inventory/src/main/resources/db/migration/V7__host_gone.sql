-- A host that is gone. What a person has stated about it is kept until its worker is back and what runs there was compared
-- with the inventory.
alter table node add column lost_at timestamptz;              -- since when it counts as lost
alter table node add column epoch bigint not null default 0;  -- it refuses steps under an earlier one
alter table node add column confirmed_off jsonb;              -- who, when, why, and what is in the way of its return
update node set lost_at = last_seen_at where not live;
