// A task's state, what it runs and how long it took, in words.
import type { LogSummary, Task, TaskStatus } from "../../api/types";
import { Badge, type Tone } from "../../ui/parts";
import { bytes, duration, plural } from "../../ui/words";

const TONES: Record<TaskStatus, Tone> = {
  queued: "none",
  accepted: "busy",
  claimed: "busy",
  running: "busy",
  success: "good",
  failed: "bad",
  cancelled: "warn",
};

export const isOver = (task: Pick<Task, "status">): boolean =>
  task.status === "success" || task.status === "failed" || task.status === "cancelled";

export function TaskState({ task }: { task: Pick<Task, "status" | "cancelRequestedAt"> }) {
  if (task.cancelRequestedAt && !isOver(task)) return <Badge tone="warn">cancelling</Badge>;
  return <Badge tone={TONES[task.status]}>{task.status === "success" ? "succeeded" : task.status}</Badge>;
}

const NAMES: Record<string, string> = {
  packageList: "List packages",
  packageSearch: "Search packages",
  packageInstall: "Install packages",
  packageRemove: "Remove packages",
  packagePurge: "Purge packages",
  "log.scan": "Read a log",
  "agent.update": "Update the agent",
};

/** The command, or what a task of another type does, on one line. */
export function taskTitle(task: Pick<Task, "type" | "payload">): string {
  const { title, command, names } = task.payload;
  if (typeof title === "string" && title !== "") return title;
  if (typeof command === "string") return command.trim().replaceAll(/\s*\n\s*/g, " ; ");
  const what = NAMES[task.type] ?? task.type;
  return Array.isArray(names) ? `${what}: ${names.join(", ")}` : what;
}

export function tookFor(task: Pick<Task, "startedAt" | "finishedAt">, now: number): string | null {
  if (!task.startedAt) return null;
  const end = task.finishedAt ? Date.parse(task.finishedAt) : now;
  return duration(Math.max(0, end - Date.parse(task.startedAt)));
}

/** Whether the log is all there, and if not, exactly what is missing. */
export function completeness(log: LogSummary): { tone: Tone; words: string } {
  const missing = `${bytes(log.missingBytes)} missing (${plural(log.missingLines, "line")})`;
  switch (log.state) {
    case "open":
      return { tone: "busy", words: "still being written" };
    case "receiving":
      return { tone: "busy", words: "the rest is on its way" };
    case "complete":
      return { tone: "good", words: "complete" };
    case "gaps":
      return { tone: "warn", words: missing };
    case "damaged":
      return { tone: "bad", words: "damaged: not what the task wrote" };
    case "lines":
      return { tone: "none", words: "not proven: the agent sends single lines" };
    case "expired":
      return { tone: "none", words: "deleted because of its age" };
  }
}
