-- Which server process has the socket of a node's agent.
create table agent_sockets (
  node_id uuid primary key references nodes on delete cascade,
  process_id uuid not null,
  socket_id text not null,
  capabilities text[] not null,
  connected_at timestamptz not null default now()
);
