import { expect, it } from "vitest";
import type { Node } from "../../api/types";
import { fate, summary } from "./preview";

const node = (change: Partial<Node>): Node => ({ name: "n", status: "online", maintenanceMode: false, rootAccessAppliedProfile: "off", ...change }) as Node;

it("tells what each node's state will do to a task", () => {
  expect(fate(node({}), false).runs).toBe(true);
  expect(fate(node({ status: "offline" }), false).words).toContain("waits");
  expect(fate(node({ maintenanceMode: true }), false).runs).toBe(false);
  expect(fate(node({ rootAccessAppliedProfile: "operational" }), true).words).toContain("root access");
  expect(fate(node({ rootAccessAppliedProfile: "operational_task" }), true).runs).toBe(true);
});

it("counts them apart", () => {
  const parts = summary([node({ name: "a" }), node({ name: "b", status: "offline" }), node({ name: "c", maintenanceMode: true })], false);
  expect([parts.now, parts.later, parts.refused].map((nodes) => nodes.map((one) => one.name))).toEqual([["a"], ["b"], ["c"]]);
});
