import { expect, it } from "vitest";
import type { Task } from "../../api/types";
import { groupsOf } from "./groups";

const task = (id: string, output: string, status: Task["status"], exitCode: number): Task => ({
  id,
  workspaceId: "w",
  nodeId: `node ${id}`,
  type: "shell.exec",
  payload: {},
  status,
  result: { exitCode },
  output,
  outputTruncated: false,
  startedAt: null,
  finishedAt: null,
  cancelRequestedAt: null,
  cancelReason: null,
  createdAt: "2026-01-01T00:00:00Z",
});

it("groups equal outputs of equal ends, the largest group first", () => {
  const groups = groupsOf([task("1", "a", "success", 0), task("2", "b", "success", 0), task("3", "b", "success", 0), task("4", "b", "failed", 1), task("5", "b", "failed", 2)]);
  expect(groups.map((group) => group.tasks.map((one) => one.id))).toEqual([["2", "3"], ["4"], ["5"], ["1"]]);
});
