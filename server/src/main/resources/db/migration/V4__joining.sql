-- Prepared installations, ended sessions, and who changed what.

create table node_installs (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces on delete cascade,
  team_id uuid,
  node_name text not null,
  description text,
  token_hash text not null unique,
  hostname text,
  additional_info json,
  node_id uuid references nodes on delete set null,
  agent_token text,
  agent_token_until timestamptz,
  status text not null default 'pending' check (status in ('pending', 'installing', 'completed', 'failed')),
  stage text not null default 'command_generated',
  progress_percent integer not null default 5 check (progress_percent between 0 and 100),
  status_message text,
  started_at timestamptz,
  consumed_at timestamptz,
  expires_at timestamptz not null,
  created_by_user_id uuid references users on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on node_installs (workspace_id, created_at desc, id);
create index on node_installs (node_id);
create index installs_with_token on node_installs (agent_token_until) where agent_token is not null;

-- Sessions that were signed out before their time; a row is needed only for as long as the token would live.
create table ended_sessions (
  id uuid primary key,
  expires_at timestamptz not null
);
create index on ended_sessions (expires_at);

-- Names as they were: a row outlives the user, the workspace and the target that it tells of.
create table audit_logs (
  id uuid primary key default gen_random_uuid(),
  scope text not null check (scope in ('platform', 'workspace')),
  workspace_id uuid,
  actor_type text not null default 'user',
  actor_user_id uuid,
  actor_email_snapshot text,
  action text not null,
  target_type text not null,
  target_id text,
  target_label text,
  ip_address text,
  user_agent text,
  changes json,
  metadata json,
  created_at timestamptz not null default now()
);
create index on audit_logs (workspace_id, created_at desc, id);
create index on audit_logs (created_at desc, id);
