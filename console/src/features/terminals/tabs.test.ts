import { expect, it } from "vitest";
import type { TerminalSession, TerminalStatus } from "../../api/types";
import { nextTo, tabsOf, twin } from "./tabs";

const session = (id: string, status: TerminalStatus, more: Partial<TerminalSession> = {}) =>
  ({ id, status, createdByUserId: "me", nodeId: "n", runAsRoot: false, createdAt: `2026-01-01T00:00:0${id.charCodeAt(0) - 96}Z`, ...more }) as TerminalSession;

it("shows the person's own shells that go on, and ended ones only while this page has them", () => {
  const sessions = [session("c", "open"), session("b", "closed"), session("a", "pending"), session("d", "open", { createdByUserId: "somebody" }), session("e", "closed")];
  expect(tabsOf(sessions, "me", new Set(["b"])).map(({ id }) => id)).toEqual(["a", "b", "c"]);
});

it("goes to the neighbour of a closed tab", () => {
  const tabs = [session("a", "open"), session("b", "open"), session("c", "open")];
  expect(nextTo(tabs, "b")).toBe("c");
  expect(nextTo(tabs, "c")).toBe("b");
  expect(nextTo([session("a", "open")], "a")).toBeNull();
});

it("switches to the root shell that is open on the same node, never to one that has ended or is elsewhere", () => {
  const plain = session("a", "open");
  expect(twin([plain, session("b", "closed", { runAsRoot: true }), session("c", "open", { runAsRoot: true, nodeId: "other" })], plain)).toBeNull();
  expect(twin([plain, session("d", "open", { runAsRoot: true })], plain)).toBe("d");
});
