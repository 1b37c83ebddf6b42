-- New versions of the agent on their way to nodes, one node after another.
create table agent_update_rollouts (
  id uuid primary key default gen_random_uuid(),
  target_version text not null,
  rollback boolean not null,
  status text not null default 'running' check (status in ('running', 'paused', 'completed', 'cancelled')),
  status_message text not null,
  requested_by_user_id uuid references users on delete set null,
  requested_by_email text not null,
  started_at timestamptz not null default now(),
  completed_at timestamptz,
  cancelled_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index one_active_rollout on agent_update_rollouts ((true)) where status in ('running', 'paused');
create index on agent_update_rollouts (created_at desc, id);

-- A node may be deleted meanwhile: its row tells what became of it.
create table agent_update_targets (
  id uuid primary key default gen_random_uuid(),
  rollout_id uuid not null references agent_update_rollouts on delete cascade,
  node_id uuid not null,
  workspace_id uuid not null references workspaces on delete cascade,
  node_name text not null,
  previous_version text,
  target_version text not null,
  sequence integer not null,
  status text not null default 'pending' check (status in ('pending', 'dispatched', 'downloading', 'verifying', 'installing',
    'restarting', 'waiting_for_reconnect', 'completed', 'failed', 'skipped', 'cancelled')),
  progress_percent integer not null default 0,
  status_message text,
  task_id uuid,
  -- its updater says itself when the new version has proven itself
  confirms boolean not null default false,
  -- the last word of the updater counts so long, in seconds from moved_at; null while nothing is awaited
  allowance_seconds integer,
  moved_at timestamptz not null default now(),
  dispatched_at timestamptz,
  completed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (rollout_id, node_id)
);
create index live_update_targets on agent_update_targets (node_id)
  where status not in ('pending', 'completed', 'failed', 'skipped', 'cancelled');
create index update_tasks on agent_update_targets (task_id);
