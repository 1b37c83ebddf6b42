// What the routes of updates answer.
export type UpdateStatus =
  | "pending"
  | "dispatched"
  | "downloading"
  | "verifying"
  | "installing"
  | "restarting"
  | "waiting_for_reconnect"
  | "completed"
  | "failed"
  | "skipped"
  | "cancelled";

export interface RolloutTarget {
  id: string;
  nodeId: string;
  workspaceId: string;
  nodeNameSnapshot: string;
  previousVersion: string | null;
  targetVersion: string;
  status: UpdateStatus;
  progressPercent: number;
  statusMessage: string | null;
  taskId: string | null;
  updatedAt: string;
}

export interface RolloutCounts {
  total: number;
  completed: number;
  failed: number;
  skipped: number;
  active: number;
  pending: number;
}

export interface Rollout {
  id: string;
  targetVersion: string;
  status: "running" | "paused" | "completed" | "cancelled";
  rollback: boolean;
  requestedByEmailSnapshot: string;
  statusMessage: string;
  completedAt: string | null;
  cancelledAt: string | null;
  counts: RolloutCounts;
  targets: RolloutTarget[];
  createdAt: string;
}

export interface Release {
  version: string;
  publishedAt: string;
  commit: string | null;
  channel: string | null;
  artifacts: Record<string, unknown>;
  notes: { title: string; items: string[] }[];
}

export interface UpdateSummary {
  latestRelease: Release | null;
  outdatedNodeCount: number;
  eligibleOutdatedNodeCount: number;
  activeRollout: Rollout | null;
  releaseCheckedAt: string | null;
}
