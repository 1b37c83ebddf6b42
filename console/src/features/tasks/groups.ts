// The outputs of one task on many nodes, grouped by equality. Pure.
import type { Task } from "../../api/types";

export interface Group {
  output: string;
  status: Task["status"];
  /** Whether the server keeps only the first and last part of the output. */
  cut: boolean;
  tasks: Task[];
}

/** The largest groups first; failures before successes of the same size. */
export function groupsOf(tasks: readonly Task[]): Group[] {
  const groups = new Map<string, Group>();
  for (const task of tasks) {
    const output = task.output ?? "";
    const code = task.result?.exitCode;
    const key = JSON.stringify([task.status, code ?? null, output]);
    const group = groups.get(key) ?? { output, status: task.status, cut: task.outputTruncated, tasks: [] };
    groups.set(key, group);
    group.tasks.push(task);
  }
  const order = (group: Group) => (group.status === "failed" ? 0 : 1);
  return [...groups.values()].sort((one, other) => other.tasks.length - one.tasks.length || order(one) - order(other));
}
