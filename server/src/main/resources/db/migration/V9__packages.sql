-- What is installed on each node, as its last successful packageList said; one document a node.
create table package_inventories (
  node_id uuid primary key references nodes on delete cascade,
  task_id uuid not null,
  packages json not null,
  taken_at timestamptz not null default now(),
  -- packages were changed after that
  outdated boolean not null default false
);
