// What will become of a task on each target, told before it is made. Pure.
import type { Node } from "../../api/types";
import { allows } from "../nodes/profiles";

export type Fate = { tone: "good" | "warn" | "bad"; words: string; runs: boolean };

/** What the node's state will do to the task; the same rules as the server's. */
export function fate(node: Node, asRoot: boolean): Fate {
  if (asRoot && !allows(node.rootAccessAppliedProfile, "task")) {
    return { tone: "bad", words: "refused: no root access for tasks is applied there", runs: false };
  }
  if (node.maintenanceMode) return { tone: "bad", words: "refused: the node is in maintenance", runs: false };
  if (node.status === "offline") return { tone: "warn", words: "waits until the node is online", runs: true };
  return { tone: "good", words: "starts at once, when a slot is free", runs: true };
}

export interface Summary {
  now: Node[];
  later: Node[];
  refused: Node[];
}

export function summary(nodes: Node[], asRoot: boolean): Summary {
  const parts: Summary = { now: [], later: [], refused: [] };
  for (const node of nodes) {
    const { tone } = fate(node, asRoot);
    parts[tone === "good" ? "now" : tone === "warn" ? "later" : "refused"].push(node);
  }
  return parts;
}
