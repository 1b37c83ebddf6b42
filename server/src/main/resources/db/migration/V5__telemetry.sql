-- Samples by time, minutes and hours made of them, and what is too high at the moment. Partitions are made and dropped by the
-- server; what belongs to a node that is gone ages out with them.

create sequence metric_numbers;

create table metrics (
  id uuid not null,
  -- grows with the storing, not with the time of measuring
  number bigint not null default nextval('metric_numbers'),
  process_id uuid not null,
  workspace_id uuid not null,
  node_id uuid not null,
  recorded_at timestamptz not null,
  cpu real,
  memory real,
  disk real,
  temperature real,
  network json not null,
  more json,
  rx_bytes bigint,
  tx_bytes bigint,
  load1 real,
  swap real,
  pressure_cpu real,
  pressure_memory real,
  pressure_io real
) partition by range (recorded_at);
create index on metrics (node_id, recorded_at desc);
create index on metrics (workspace_id, recorded_at desc);

create table metric_minutes (
  node_id uuid not null,
  at timestamptz not null,
  samples integer not null,
  cpu_avg real,
  cpu_min real,
  cpu_max real,
  memory_avg real,
  memory_max real,
  disk_avg real,
  disk_max real,
  temperature_max real,
  rx_bytes bigint,
  tx_bytes bigint,
  load1_avg real,
  load1_max real,
  swap_avg real,
  pressure_cpu_avg real,
  pressure_memory_avg real,
  pressure_io_avg real,
  primary key (node_id, at)
) partition by range (at);

create table metric_hours (like metric_minutes including all);
alter table metric_hours add foreign key (node_id) references nodes on delete cascade;

create table metric_rollups (
  name text primary key check (name in ('minutes', 'hours')),
  done_until timestamptz not null
);
insert into metric_rollups values ('minutes', date_trunc('hour', now())), ('hours', date_trunc('hour', now()));

create table node_alarms (
  node_id uuid not null references nodes on delete cascade,
  type text not null,
  severity text not null check (severity in ('warning', 'critical')),
  value real not null,
  opened_at timestamptz not null default now(),
  primary key (node_id, type)
);
