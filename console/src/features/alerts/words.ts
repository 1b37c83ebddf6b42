// What an alert says of itself. Pure.
import type { Alert } from "../../api/types";

const TITLES: Record<string, string> = {
  "node.offline": "Offline",
  "high.cpu": "High CPU",
  "high.memory": "High memory",
  "high.disk": "Disk nearly full",
  "agent.update.target.failed": "Update failed",
};

export const alertTitle = (alert: Pick<Alert, "type">): string => TITLES[alert.type] ?? alert.type;

export type Standing = { tone: "bad" | "warn" | "none" | "good"; words: string };

/** How an alert stands, the first that is true: gone, put aside by somebody, or there. */
export function standing(alert: Alert): Standing {
  if (alert.recoveredAt) return { tone: "good", words: "recovered" };
  if (alert.mutedUntil) return { tone: "none", words: "muted" };
  if (alert.acknowledgedAt) return { tone: "none", words: "acknowledged" };
  return alert.severity === "critical" ? { tone: "bad", words: "critical" } : { tone: "warn", words: "warning" };
}

/** What may be decided about it. */
export function decisions(alert: Alert): { acknowledge: boolean; mute: boolean; unmute: boolean } {
  return {
    acknowledge: alert.recoveredAt === null && alert.acknowledgedAt === null,
    mute: alert.mutedUntil === null,
    unmute: alert.mutedUntil !== null,
  };
}
