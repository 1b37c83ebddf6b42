-- Filters of the console that a person has named.
create table saved_views (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces on delete cascade,
  user_id uuid not null references users on delete cascade,
  page text not null,
  name text not null,
  query text not null,
  created_at timestamptz not null default now(),
  constraint one_view_a_name unique (workspace_id, user_id, page, name)
);
