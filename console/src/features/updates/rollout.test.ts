import { expect, it } from "vitest";
import { decisions, inOrder, isWayBack, percentOf } from "./rollout";
import type { Release, Rollout, RolloutTarget, UpdateStatus } from "./types";

const target = (name: string, status: UpdateStatus, progressPercent = 0): RolloutTarget => ({
  id: name,
  nodeId: name,
  workspaceId: "w",
  nodeNameSnapshot: name,
  previousVersion: "1",
  targetVersion: "2",
  status,
  progressPercent,
  statusMessage: null,
  taskId: null,
  updatedAt: "2026-01-01T00:00:00Z",
});
const rollout = (status: Rollout["status"], targets: RolloutTarget[]) => ({ status, targets }) as Rollout;

it("counts what is over whole, also what failed, and what is worked on in part", () => {
  expect(percentOf(rollout("running", [target("a", "completed", 100), target("b", "failed", 40), target("c", "downloading", 20), target("d", "pending")]))).toBe(55);
});

it("puts what failed first, then what is worked on, then what waits, then what is over", () => {
  const names = inOrder([target("a", "completed"), target("b", "pending"), target("c", "installing"), target("d", "failed"), target("e", "pending")]).map(({ id }) => id);
  expect(names).toEqual(["d", "c", "b", "e", "a"]);
});

it("offers only what the server would do", () => {
  expect(decisions(rollout("paused", []), target("a", "failed"))).toEqual({ retry: true, skip: true });
  expect(decisions(rollout("running", []), target("a", "completed"))).toEqual({ retry: false, skip: false });
  expect(decisions(rollout("running", []), target("a", "pending"))).toEqual({ retry: false, skip: true });
  expect(decisions(rollout("cancelled", []), target("a", "failed"))).toEqual({ retry: false, skip: false });
});

it("knows a way back by the order of the list, not by names", () => {
  const releases = [{ version: "spring" }, { version: "1.10.0" }, { version: "1.9.0" }] as Release[];
  expect(isWayBack(releases, "1.9.0", "1.10.0")).toBe(true);
  expect(isWayBack(releases, "spring", "1.9.0")).toBe(false);
  expect(isWayBack(releases, "1.10.0", "1.10.0")).toBe(false);
});

it("takes an older release for a way back where nobody knows what the node runs", () => {
  const releases = [{ version: "2" }, { version: "1" }] as Release[];
  expect(isWayBack(releases, "1", "built by hand")).toBe(true);
  expect(isWayBack(releases, "1", null)).toBe(true);
  expect(isWayBack(releases, "2", "built by hand")).toBe(false);
});
