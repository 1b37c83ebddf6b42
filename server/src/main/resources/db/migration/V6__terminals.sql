-- Terminal sessions. Every time that something must happen at is a column, so that any server process can see to it.

create table terminal_sessions (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces on delete cascade,
  node_id uuid not null references nodes on delete cascade,
  created_by_user_id uuid references users on delete set null,
  created_by_email_snapshot text,
  status text not null default 'pending' check (status in ('pending', 'open', 'terminating', 'closed', 'failed')),
  -- Grows with every change that browsers are told of.
  version integer not null default 1,
  opened_at timestamptz,
  closed_at timestamptz,
  closed_reason text,
  exit_code integer,
  cols integer not null,
  rows integer not null,
  run_as_root boolean not null default false,
  record_input boolean not null default false,
  -- Whether its agent keeps the shell while the connection is lost.
  resumable boolean not null default false,
  -- Whether all that is typed goes through the process that has the agent.
  numbers_input boolean not null default true,
  -- How many bytes the shell has written that are stored here or known to be missing.
  output_offset bigint not null default 0,
  transcript_bytes bigint not null default 0,
  chunk_count integer not null default 0,
  last_chunk_seq integer not null default 0,
  transcript_full boolean not null default false,
  transcript_deleted boolean not null default false,
  -- Why the shell was asked to end.
  stop_reason text,
  -- Ended here, and the agent may still have the shell.
  stop_owed boolean not null default false,
  open_until timestamptz,
  detached_until timestamptz,
  agent_lost_until timestamptz,
  terminate_until timestamptz,
  -- When somebody attached or typed last.
  active_at timestamptz not null default now(),
  retention_expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on terminal_sessions (workspace_id, created_at desc, id);
create index on terminal_sessions (node_id, created_at desc, id);
create index live_terminal_sessions on terminal_sessions (node_id) where status in ('pending', 'open', 'terminating');
create index owed_terminal_stops on terminal_sessions (node_id) where stop_owed;
create index kept_terminal_transcripts on terminal_sessions (retention_expires_at)
  where status in ('closed', 'failed') and not transcript_deleted;
create index ended_terminal_sessions on terminal_sessions (closed_at) where closed_at is not null;

create table terminal_session_chunks (
  session_id uuid not null references terminal_sessions on delete cascade,
  seq integer not null,
  direction text not null check (direction in ('stdin', 'stdout', 'stderr', 'system')),
  payload bytea not null,
  -- Where the shell's output stood before it; null for what the shell did not write.
  first_offset bigint,
  source_timestamp timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  primary key (session_id, seq)
);

-- Which browsers are attached, and where. A process that does not say so any more has none.
create table terminal_controllers (
  session_id uuid not null references terminal_sessions on delete cascade,
  socket_id uuid not null,
  process_id uuid not null,
  seen_at timestamptz not null default now(),
  -- Up to which offset the shell may go on, because this browser reads slowly; null: it keeps up.
  held_at bigint,
  primary key (session_id, socket_id)
);
create index on terminal_controllers (process_id);

-- Which sizes the terminal had, for whoever plays the transcript.
create table terminal_session_sizes (
  session_id uuid not null references terminal_sessions on delete cascade,
  version integer not null,
  after_seq integer not null,
  cols integer not null,
  rows integer not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (session_id, version)
);
