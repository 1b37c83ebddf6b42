// What the API answers, as far as the console reads it.
export interface User {
  id: string;
  email: string;
  name: string;
  role: string;
}

export interface Workspace {
  id: string;
  name: string;
  slug: string;
  isDefault: boolean;
  currentUserRole: "owner" | "admin" | "member" | "viewer";
}

export type NodeStatus = "online" | "offline";

export const ROOT_PROFILES = [
  "off",
  "operational",
  "task",
  "terminal",
  "operational_task",
  "operational_terminal",
  "task_terminal",
  "all",
] as const;
export type RootProfile = (typeof ROOT_PROFILES)[number];

export interface Node {
  id: string;
  workspaceId: string;
  name: string;
  description: string | null;
  hostname: string;
  os: string;
  arch: string;
  status: NodeStatus;
  maintenanceMode: boolean;
  maintenanceReason: string | null;
  maintenanceStartedAt: string | null;
  rootAccessProfile: RootProfile;
  rootAccessAppliedProfile: RootProfile;
  rootAccessSyncStatus: "pending" | "applied" | "failed";
  rootAccessLastError: string | null;
  rootAccessExpiresAt?: string;
  rootAccessReason?: string;
  agentVersion: string | null;
  platformVersion: string | null;
  kernelVersion: string | null;
  lastSeenAt: string | null;
  createdAt: string;
}

export type TaskStatus = "queued" | "accepted" | "claimed" | "running" | "success" | "failed" | "cancelled";

export interface StatusReason {
  code: string;
  message: string;
}

export type LogState = "open" | "receiving" | "complete" | "gaps" | "damaged" | "lines" | "expired";

export interface LogSummary {
  bytes: number;
  lines: number;
  state: LogState;
  missingBytes: number;
  missingLines: number;
}

export interface Task {
  id: string;
  workspaceId: string;
  nodeId: string;
  type: string;
  payload: Record<string, unknown>;
  status: TaskStatus;
  result: Record<string, unknown> | null;
  output: string | null;
  outputTruncated: boolean;
  startedAt: string | null;
  finishedAt: string | null;
  cancelRequestedAt: string | null;
  cancelReason: string | null;
  createdAt: string;
  attempts?: number;
  queueDeadline?: string;
  statusReason?: StatusReason;
  log?: LogSummary;
}

/** How far a search through a log has come. */
export interface LogFound {
  line: number | null;
  looked: number;
  next: number | null;
}

export interface LogRow {
  id: string;
  level: string;
  message: string;
  timestamp: string;
  seq: number;
}

export interface Enrollment {
  id: string;
  email: string;
  hostname: string;
  code: string;
  additionalInfo: Record<string, unknown> | null;
  status: "pending" | "approved" | "revoked";
  nodeId: string | null;
  reason: string | null;
  expiresAt: string;
  createdAt: string;
}

export interface NodeInstall {
  installId: string;
  nodeName: string;
  hostname: string | null;
  nodeId: string | null;
  status: "pending" | "installing" | "completed" | "failed" | "expired";
  stage: string;
  progressPercent: number;
  statusMessage: string | null;
  expiresAt: string;
  createdAt: string;
}

export interface CreatedNodeInstall extends NodeInstall {
  installCommand: string;
}

export type Severity = "info" | "warning" | "critical";

export interface Happening {
  id: string;
  workspaceId: string;
  nodeId: string | null;
  type: string;
  severity: Severity;
  message: string;
  createdAt: string;
}

export interface Alert {
  id: string;
  workspaceId: string;
  nodeId: string;
  type: string;
  severity: "warning" | "critical";
  message: string;
  count: number;
  startedAt: string;
  lastSeenAt: string;
  recoveredAt: string | null;
  acknowledgedAt: string | null;
  acknowledgedByEmailSnapshot: string | null;
  mutedUntil: string | null;
  mutedByEmailSnapshot: string | null;
}

export interface SavedView {
  id: string;
  page: string;
  name: string;
  query: string;
}

export interface AuditEntry {
  id: string;
  actorEmailSnapshot: string | null;
  actorType: string;
  action: string;
  targetType: string;
  targetId: string | null;
  targetLabel: string | null;
  ipAddress: string | null;
  metadata: Record<string, unknown> | null;
  changes: Record<string, unknown> | null;
  createdAt: string;
}

export interface Sample {
  nodeId: string;
  workspaceId: string;
  cpuUsage: number | null;
  memoryUsage: number | null;
  diskUsage: number | null;
  temperature: number | null;
  load1?: number;
  uptimeSeconds?: number;
  recordedAt: string;
}

export interface SeriesPoint {
  at: string;
  cpuAvg?: number | null;
  cpuMax?: number | null;
  memoryAvg?: number | null;
  diskAvg?: number | null;
  temperatureMax?: number | null;
  rxBytes?: number | null;
  txBytes?: number | null;
  load1Avg?: number | null;
  swapAvg?: number | null;
  pressureCpuAvg?: number | null;
  pressureMemoryAvg?: number | null;
  pressureIoAvg?: number | null;
}

export interface Series {
  from: string;
  to: string;
  step: number;
  source: "samples" | "minutes" | "hours";
  points: SeriesPoint[];
}

export interface Package {
  name: string;
  version: string;
  architecture?: string | null;
  description?: string | null;
  availableVersion?: string | null;
}

export interface PackageAnswer {
  packages?: Package[];
  results?: Package[];
  stale?: boolean;
  takenAt?: string;
  taskId?: string;
  error?: string | null;
  statusReason?: StatusReason;
}

export interface LogPreset {
  id: string;
  label: string;
  description: string;
}

export interface LogPreview {
  taskId: string;
  taskStatus: TaskStatus;
  entries: { timestamp: string; message: string; unit?: string; identifier?: string }[];
  truncated: boolean;
  warnings: string[];
  error: string | null;
  cursor?: Record<string, unknown>;
  cursorResetReason?: string;
}

export type TerminalStatus = "pending" | "open" | "terminating" | "closed" | "failed";

export interface TerminalSession {
  id: string;
  nodeId: string;
  createdByUserId: string | null;
  createdByEmailSnapshot: string | null;
  status: TerminalStatus;
  openedAt: string | null;
  closedAt: string | null;
  closedReason: string | null;
  exitCode: number | null;
  cols: number;
  rows: number;
  runAsRoot: boolean;
  transcriptBytes: string;
  createdAt: string;
}
