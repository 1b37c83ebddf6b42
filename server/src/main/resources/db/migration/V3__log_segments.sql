-- A task's log as bytes: one head a task, and pieces that follow each other without a hole. Rows of the old table, one a line,
-- are not taken over: nothing was released with them.
drop table task_logs;
alter table tasks drop column log_lines;

create table task_logs (
  task_id uuid primary key references tasks on delete cascade,
  attempt_id uuid,
  state text not null default 'open'
    check (state in ('open', 'receiving', 'complete', 'gaps', 'damaged', 'lines', 'expired')),
  ended boolean not null default false,
  end_offset bigint not null default 0,
  lines bigint not null default 0,
  open_lines integer not null default 0,
  stdout_bytes bigint not null default 0,
  stderr_bytes bigint not null default 0,
  missing_bytes bigint not null default 0,
  missing_lines bigint not null default 0,
  carry bytea not null default '',
  last_line text,
  small_segments integer not null default 0,
  crowded boolean not null default false,
  expected_end bigint,
  expected_stdout_bytes bigint,
  expected_stdout_sha256 text,
  expected_stderr_bytes bigint,
  expected_stderr_sha256 text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
) with (fillfactor = 60);
create index logs_to_prove on task_logs (task_id) where state = 'receiving';
create index crowded_logs on task_logs (task_id) where crowded;

-- data: frames, deflated when packed. carry: the lines that have begun before the piece (LineSplitter).
create table task_log_segments (
  task_id uuid not null references task_logs on delete cascade,
  first_offset bigint not null,
  end_offset bigint not null check (end_offset > first_offset),
  first_line bigint not null,
  lines bigint not null,
  raw_bytes integer not null,
  packed boolean not null,
  carry bytea not null,
  data bytea not null,
  primary key (task_id, first_offset)
);
alter table task_log_segments alter column data set storage external;
