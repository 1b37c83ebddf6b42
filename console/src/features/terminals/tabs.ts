// Which shells have a tab: the person's own that go on, and those that this page has shown. Pure.
import type { TerminalSession } from "../../api/types";

export const isLive = (session: Pick<TerminalSession, "status">): boolean => session.status === "pending" || session.status === "open" || session.status === "terminating";

/** In the order in which they were opened, so that no tab moves under the hand. */
export function tabsOf(sessions: readonly TerminalSession[], user: string, shown: ReadonlySet<string>): TerminalSession[] {
  return sessions
    .filter((session) => session.createdByUserId === user && (isLive(session) || shown.has(session.id)))
    .sort((one, other) => one.createdAt.localeCompare(other.createdAt));
}

/** Where to go when that tab is closed: to its neighbour; null when it was the last. */
export function nextTo(tabs: readonly TerminalSession[], closed: string): string | null {
  const place = tabs.findIndex((tab) => tab.id === closed);
  return (tabs[place + 1] ?? tabs[place - 1])?.id ?? null;
}

/** The other shell on the node, of root or of the agent's user, that a switch leads to; null when one has to be opened. */
export function twin(tabs: readonly TerminalSession[], session: TerminalSession): string | null {
  return tabs.find((tab) => tab.nodeId === session.nodeId && tab.runAsRoot !== session.runAsRoot && isLive(tab))?.id ?? null;
}
