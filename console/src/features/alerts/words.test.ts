import { expect, it } from "vitest";
import type { Alert } from "../../api/types";
import { alertTitle, decisions, standing } from "./words";

const alert = (change: Partial<Alert>): Alert => ({
  id: "a",
  workspaceId: "w",
  nodeId: "n",
  type: "node.offline",
  severity: "warning",
  message: "",
  count: 1,
  startedAt: "2026-01-01T00:00:00Z",
  lastSeenAt: "2026-01-01T00:00:00Z",
  recoveredAt: null,
  acknowledgedAt: null,
  acknowledgedByEmailSnapshot: null,
  mutedUntil: null,
  mutedByEmailSnapshot: null,
  ...change,
});
const TIME = "2026-01-01T01:00:00Z";

it("says that it has recovered before anything that people have said of it", () => {
  expect(standing(alert({ recoveredAt: TIME, acknowledgedAt: TIME, mutedUntil: TIME })).words).toBe("recovered");
  expect(standing(alert({ acknowledgedAt: TIME, mutedUntil: TIME })).words).toBe("muted");
  expect(standing(alert({ acknowledgedAt: TIME, severity: "critical" }))).toEqual({ tone: "none", words: "acknowledged" });
  expect(standing(alert({ severity: "critical" })).tone).toBe("bad");
});

it("offers what the server would take", () => {
  expect(decisions(alert({}))).toEqual({ acknowledge: true, mute: true, unmute: false });
  expect(decisions(alert({ recoveredAt: TIME, mutedUntil: TIME }))).toEqual({ acknowledge: false, mute: false, unmute: true });
});

it("has a name for what it knows, and the type for what it does not", () => {
  expect(alertTitle({ type: "high.disk" })).toBe("Disk nearly full");
  expect(alertTitle({ type: "something.new" })).toBe("something.new");
});
