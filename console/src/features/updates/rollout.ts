// What a rollout and its nodes say of themselves. Pure.
import type { Tone } from "../../ui/parts";
import type { Release, Rollout, RolloutTarget, UpdateStatus } from "./types";

const STATUS_WORDS: Record<UpdateStatus, string> = {
  pending: "waits for its turn",
  dispatched: "told",
  downloading: "downloading",
  verifying: "verifying",
  installing: "installing",
  restarting: "restarting",
  waiting_for_reconnect: "on trial",
  completed: "updated",
  failed: "failed",
  skipped: "skipped",
  cancelled: "cancelled",
};

export const statusWords = (status: UpdateStatus): string => STATUS_WORDS[status];

export function statusTone(status: UpdateStatus): Tone {
  if (status === "completed") return "good";
  if (status === "failed") return "bad";
  return isFinal(status) || status === "pending" ? "none" : "busy";
}

export const isFinal = (status: UpdateStatus): boolean => status === "completed" || status === "failed" || status === "skipped" || status === "cancelled";

export const isActive = (rollout: Rollout): boolean => rollout.status === "running" || rollout.status === "paused";

/** How far all of it is: a node that is over counts whole, one that is worked on counts in part. */
export function percentOf(rollout: Rollout): number {
  if (rollout.targets.length === 0) return 100;
  const done = rollout.targets.map((target) => (isFinal(target.status) ? 100 : target.progressPercent));
  return done.reduce((sum, one) => sum + one, 0) / done.length;
}

/** Those that need the operator first, then those that are worked on, then the rest in their order. */
export function inOrder(targets: readonly RolloutTarget[]): RolloutTarget[] {
  const rank = (target: RolloutTarget) => (target.status === "failed" ? 0 : isFinal(target.status) ? 3 : target.status === "pending" ? 2 : 1);
  return targets.map((target, place) => ({ target, place })).sort((one, other) => rank(one.target) - rank(other.target) || one.place - other.place).map(({ target }) => target);
}

/** What may be decided about a node of a rollout that is not over; the same rules as the server's. */
export function decisions(rollout: Rollout, target: RolloutTarget): { retry: boolean; skip: boolean } {
  if (!isActive(rollout)) return { retry: false, skip: false };
  return {
    retry: isFinal(target.status) && target.status !== "completed",
    skip: !isFinal(target.status) || target.status === "failed",
  };
}

/**
 * Whether that version is, or may be, older than the one that a node runs: by the order in which releases are listed (the newest first), not by names.
 * Beside a version that is on no list only the newest is surely no way back.
 */
export function isWayBack(releases: readonly Release[], version: string, runs: string | null): boolean {
  const place = releases.findIndex((release) => release.version === version);
  const other = releases.findIndex((release) => release.version === runs);
  return other < 0 ? place > 0 : place > other;
}
