-- Leases of running tasks, what agents say they can do, keys under which a request is taken once.

alter table tasks
  -- when the attempt was last heard of; written a few times a lease at most
  add column contact_at timestamptz,
  -- set while a running attempt has not been heard of for a lease: since when
  add column contact_lost_at timestamptz,
  -- whether the attempt's agent keeps output and result on its disk, so that it may come back late
  add column journaled boolean not null default false;
update tasks set contact_at = updated_at, lease_until = now() where status = 'running';
drop index leases;
create index leases on tasks (lease_until) where status in ('accepted', 'claimed', 'running');
create index held_tasks on tasks (node_id) where status in ('accepted', 'claimed', 'running');

alter table nodes
  add column agent_capabilities text[] not null default '{}',
  -- how many tasks its agent runs beside each other; null: it did not say
  add column agent_slots integer,
  -- the task types that its agent runs; null: it did not say
  add column agent_types text[];

create table idempotency_keys (
  user_id uuid not null references users on delete cascade,
  key text not null,
  request_hash text not null,
  task_ids uuid[] not null,
  created_at timestamptz not null default now(),
  primary key (user_id, key)
);
create index on idempotency_keys (created_at);

-- What is deleted after its time is found by these.
create index ended_tasks on tasks (finished_at) where status in ('success', 'failed', 'cancelled');
