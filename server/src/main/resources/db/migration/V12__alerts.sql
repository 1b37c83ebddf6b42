-- What needs somebody: one row for each cause of a node, from its first event to its recovery.
create table alerts (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces on delete cascade,
  node_id uuid not null references nodes on delete cascade,
  type text not null,
  severity text not null check (severity in ('warning', 'critical')),
  message text not null,
  -- how often it has begun since started_at
  count integer not null default 1,
  started_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  recovered_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by text,
  muted_until timestamptz,
  muted_by text,
  constraint one_alert_a_cause unique (node_id, type)
);
create index on alerts (workspace_id, last_seen_at desc);

-- What lasts already.
insert into alerts (workspace_id, node_id, type, severity, message, started_at, last_seen_at)
  select workspace_id, id, 'node.offline', 'warning', 'Node ' || name || ' is offline', last_seen_at, last_seen_at
  from nodes where status = 'offline' and last_seen_at is not null;
insert into alerts (workspace_id, node_id, type, severity, message, started_at, last_seen_at)
  select nodes.workspace_id, nodes.id, node_alarms.type, node_alarms.severity,
    'It has been at or above its limit, at ' || round(node_alarms.value::numeric, 1) || ' % then', opened_at, opened_at
  from node_alarms join nodes on nodes.id = node_alarms.node_id;
