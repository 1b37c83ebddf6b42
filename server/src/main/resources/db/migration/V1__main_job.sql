-- The main job: people, workspaces, nodes, enrollments, tasks with their logs, events.
-- Times are the server's clock. Instants that an agent sent are stored beside, never compared with.
-- JSON columns are json, not jsonb: the order of members is kept, and a NUL escape in a text does no harm.

create table users (
  id uuid primary key default gen_random_uuid(),
  email text not null unique check (email = lower(email)),
  name text not null,
  role text not null check (role in ('platform_admin', 'user')),
  password_hash text,
  is_active boolean not null default true,
  timezone text not null default 'UTC',
  invite_status text not null default 'accepted',
  last_invited_at timestamptz,
  activated_at timestamptz,
  critical_event_emails_enabled boolean not null default true,
  enrollment_emails_enabled boolean not null default true,
  mfa_enabled boolean not null default false,
  session_version integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table workspaces (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  slug text not null unique,
  default_timezone text not null default 'UTC',
  created_by_user_id uuid references users on delete set null,
  is_archived boolean not null default false,
  is_default boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index one_default_workspace on workspaces (is_default) where is_default;

create table workspace_memberships (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces on delete cascade,
  user_id uuid not null references users on delete cascade,
  role text not null check (role in ('owner', 'admin', 'member', 'viewer')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (workspace_id, user_id)
);
create index on workspace_memberships (user_id);

create table nodes (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces on delete cascade,
  name text not null,
  description text,
  hostname text not null,
  os text not null,
  arch text not null,
  agent_token_hash text,
  status text not null default 'offline' check (status in ('online', 'offline')),
  last_seen_at timestamptz,
  status_since timestamptz not null default now(),
  maintenance_mode boolean not null default false,
  maintenance_reason text,
  maintenance_started_at timestamptz,
  maintenance_by_user_id uuid references users on delete set null,
  notification_email_enabled boolean not null default true,
  notification_email_levels text[] not null default '{info,warning,critical}',
  notification_telegram_enabled boolean not null default true,
  notification_telegram_levels text[] not null default '{info,warning,critical}',
  root_access_profile text not null default 'off',
  root_access_applied_profile text not null default 'off',
  root_access_sync_status text not null default 'pending' check (root_access_sync_status in ('pending', 'applied', 'failed')),
  root_access_updated_at timestamptz,
  root_access_updated_by_user_id uuid references users on delete set null,
  root_access_last_applied_at timestamptz,
  root_access_last_error text,
  agent_version text,
  platform_version text,
  kernel_version text,
  last_version_reported_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint hostname_once_in_a_workspace unique (workspace_id, hostname)
) with (fillfactor = 80);
create index on nodes (workspace_id, created_at desc, id);
create index online_nodes on nodes (last_seen_at) where status = 'online';

create table enrollments (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid references workspaces on delete cascade,
  email text not null,
  hostname text not null,
  additional_info json,
  token_hash text not null unique,
  code text not null,
  status text not null default 'pending' check (status in ('pending', 'approved', 'revoked')),
  status_reason text,
  node_id uuid references nodes on delete set null,
  agent_token text,
  agent_token_until timestamptz,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index pending_enrollments on enrollments (email, hostname) where status = 'pending';
create index on enrollments (created_at desc);
create index enrollments_with_token on enrollments (node_id) where agent_token is not null;

create table tasks (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces on delete cascade,
  node_id uuid not null references nodes on delete cascade,
  target_team_id uuid,
  template_id uuid,
  template_name text,
  type text not null,
  is_internal boolean not null default false,
  payload json not null default '{}',
  status text not null default 'queued'
    check (status in ('queued', 'accepted', 'claimed', 'running', 'success', 'failed', 'cancelled')),
  reason_code text,
  reason_message text,
  result json,
  output text,
  output_truncated boolean not null default false,
  attempts integer not null default 0,
  attempt_id uuid,
  lease_until timestamptz,
  queued_at timestamptz not null default now(),
  queue_timeout_seconds integer not null,
  queue_deadline timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  cancel_requested_at timestamptz,
  cancel_reason text,
  log_lines bigint not null default 0,
  created_by_user_id uuid references users on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
) with (fillfactor = 80);
create index queued_tasks on tasks (node_id, created_at, id) where status = 'queued';
create index queue_deadlines on tasks (queue_deadline) where status = 'queued';
create index leases on tasks (lease_until) where status in ('accepted', 'claimed');
create index on tasks (workspace_id, created_at desc, id);
create index on tasks (node_id, created_at desc, id);

create table task_logs (
  id uuid not null default gen_random_uuid(),
  task_id uuid not null references tasks on delete cascade,
  seq bigint not null,
  level text not null check (level in ('info', 'stdout', 'stderr', 'error')),
  message text not null,
  timestamp timestamptz,
  created_at timestamptz not null default now(),
  primary key (task_id, seq)
);

create table events (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces on delete cascade,
  node_id uuid references nodes on delete cascade,
  type text not null,
  severity text not null check (severity in ('info', 'warning', 'critical')),
  message text not null,
  metadata json,
  created_at timestamptz not null default now()
);
create index on events (workspace_id, created_at desc, id);
create index on events (node_id, created_at desc, id);
create index on events (created_at);

-- What happened, for whoever is to be told; written in the transaction of the change itself, so that neither exists without
-- the other. Rows are in the order of their numbers for each subject.
create table outbox (
  number bigint generated always as identity primary key,
  topic text not null,
  workspace_id uuid not null,
  subject_id uuid not null,
  body json not null,
  created_at timestamptz not null default now()
);
create index on outbox (created_at);
