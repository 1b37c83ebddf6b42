// The part of a log that is in memory: a row of lines without gaps, which grows at both ends and forgets at the far one. Pure.
import type { LogRow } from "../../api/types";

export interface LogWindow {
  rows: readonly LogRow[];
  /** Whether a line above, or below, may exist. */
  above: boolean;
  below: boolean;
}

export const MOST = 20_000;

export const NOTHING: LogWindow = { rows: [], above: true, below: true };

export const first = (window: LogWindow): number => window.rows[0]?.seq ?? 1;
export const last = (window: LogWindow): number => window.rows.at(-1)?.seq ?? 0;

/** With lines that follow; what is there already is skipped, what would leave a gap is not taken. */
export function append(window: LogWindow, rows: readonly LogRow[], below: boolean): LogWindow {
  const end = last(window);
  const fresh = window.rows.length === 0 ? rows : rows.filter((row) => row.seq > end);
  if (fresh.length === 0) return below === window.below ? window : { ...window, below };
  if (window.rows.length > 0 && fresh[0]?.seq !== end + 1) return window;
  const all = [...window.rows, ...fresh];
  const kept = all.length > MOST ? all.slice(all.length - MOST) : all;
  return { rows: kept, above: (kept[0]?.seq ?? 1) > 1, below };
}

/** With lines that come before. */
export function prepend(window: LogWindow, rows: readonly LogRow[]): LogWindow {
  const start = first(window);
  const fresh = rows.filter((row) => row.seq < start);
  if (fresh.length === 0) return { ...window, above: false };
  if (window.rows.length > 0 && fresh.at(-1)?.seq !== start - 1) return window;
  const all = [...fresh, ...window.rows];
  const cut = all.length > MOST;
  const kept = cut ? all.slice(0, MOST) : all;
  return { rows: kept, above: (kept[0]?.seq ?? 1) > 1, below: window.below || cut };
}
