// A task's log of any length: begins at its end, loads what is older or newer on demand, follows what is written.
import { useCallback, useEffect, useRef, useState } from "react";
import { get } from "../../api/call";
import { live } from "../../api/live";
import type { LogRow } from "../../api/types";
import { useFallback } from "../../app/Banner";
import { inWorkspace, useWorkspace } from "../../app/workspace";
import { append, first, last, NOTHING, prepend, type LogWindow } from "./window";

const PAGE = 500;
const POLL = 2_000;

export interface Log {
  window: LogWindow;
  loading: boolean;
  error: unknown;
  older: () => void;
  newer: () => void;
  /** Shows the lines around that one. */
  goTo: (line: number) => Promise<void>;
  toEnd: () => Promise<void>;
}

export function useLog(taskId: string, startLine: number | undefined): Log {
  const workspace = useWorkspace();
  const [window, setWindow] = useState<LogWindow>(NOTHING);
  const [loading, setLoading] = useState(true);
  const [error, setError] = useState<unknown>(null);
  const current = useRef(window);
  const turn = useRef(0);
  const busy = useRef(false);
  current.current = window;
  const path = inWorkspace(workspace, `/tasks/${taskId}/logs`);
  const change = (next: LogWindow) => {
    current.current = next;
    setWindow(next);
  };

  /** Who jumps elsewhere goes first: what was on its way for the old place is dropped. */
  const load = useCallback(async (jumps: boolean, work: () => Promise<LogWindow>) => {
    if (busy.current && !jumps) return;
    const mine = ++turn.current;
    busy.current = true;
    setLoading(true);
    try {
      const next = await work();
      if (mine !== turn.current) return;
      change(next);
      setError(null);
    } catch (failure) {
      if (mine === turn.current) setError(failure);
    } finally {
      if (mine === turn.current) {
        busy.current = false;
        setLoading(false);
      }
    }
  }, []);

  const toEnd = useCallback(
    () =>
      load(true, async () => {
        const rows = await get<LogRow[]>(path, { tail: PAGE });
        return { rows, above: (rows[0]?.seq ?? 1) > 1, below: false };
      }),
    [path, load],
  );
  const goTo = useCallback(
    (line: number) =>
      load(true, async () => {
        const rows = await get<LogRow[]>(path, { after: Math.max(0, line - PAGE / 2), limit: PAGE });
        return { rows, above: (rows[0]?.seq ?? 1) > 1, below: rows.length === PAGE };
      }),
    [path, load],
  );
  const older = useCallback(() => {
    const window = current.current;
    if (!window.above || window.rows.length === 0) return;
    void load(false, async () => {
      const rows = await get<LogRow[]>(path, { before: first(window), limit: PAGE });
      return prepend(current.current, rows);
    });
  }, [path, load]);
  const newer = useCallback(() => {
    if (!current.current.below) return;
    void load(false, async () => {
      const rows = await get<LogRow[]>(path, { after: last(current.current), limit: PAGE });
      return append(current.current, rows, rows.length === PAGE);
    });
  }, [path, load]);

  useEffect(() => {
    change(NOTHING);
    void (startLine ? goTo(startLine) : toEnd());
  }, [taskId]);

  // The socket tells what is new below the window; without it the end is asked for.
  const isAtEnd = !window.below;
  useEffect(() => {
    if (!isAtEnd) return;
    const end = live.on("task.log", (news) => {
      if (news.taskId === taskId) change(append(current.current, news.lines, false));
    });
    const unfollow = live.follow(taskId, () => last(current.current));
    return () => {
      end();
      unfollow();
    };
  }, [taskId, isAtEnd]);
  const fallback = useFallback(POLL);
  useEffect(() => {
    if (!fallback || !isAtEnd) return;
    const timer = setInterval(() => {
      void get<LogRow[]>(path, { after: last(current.current), limit: PAGE })
        .then((rows) => change(append(current.current, rows, false)))
        .catch(() => undefined); // the banner says that nothing comes
    }, fallback);
    return () => clearInterval(timer);
  }, [fallback, isAtEnd, path]);

  return { window, loading, error, older, newer, goTo, toEnd };
}
