// A search through a whole log, page by page from the window's end backwards; can be stopped at any time.
import { useCallback, useRef, useState } from "react";
import { get, type Query } from "../../api/call";
import type { LogRow } from "../../api/types";
import { inWorkspace, useWorkspace } from "../../app/workspace";
import { complain } from "../../ui/toasts";
import { plain } from "./ansi";

const PAGE = 1_000;

export interface Find {
  running: boolean;
  /** How many lines were looked at in this search. */
  looked: number;
  /** The next line with the text before (or after) that one, from the end without one; null when there is none, or the search was stopped. */
  next: (text: string, from: number | undefined, direction: "up" | "down") => Promise<number | null>;
  stop: () => void;
}

const pageFrom = (place: number | undefined, direction: "up" | "down"): Query => {
  if (direction === "down") return { after: place ?? 0, limit: PAGE };
  return place === undefined ? { tail: PAGE } : { before: place, limit: PAGE };
};

export function useFind(taskId: string): Find {
  const workspace = useWorkspace();
  const [running, setRunning] = useState(false);
  const [looked, setLooked] = useState(0);
  const over = useRef<AbortController | null>(null);
  const path = inWorkspace(workspace, `/tasks/${taskId}/logs`);
  const stop = useCallback(() => over.current?.abort(), []);
  const next = useCallback(
    async (text: string, from: number | undefined, direction: "up" | "down") => {
      over.current?.abort();
      const mine = new AbortController();
      over.current = mine;
      const wanted = text.toLowerCase();
      let place = from;
      setRunning(true);
      setLooked(0);
      try {
        for (;;) {
          const rows = await get<LogRow[]>(path, pageFrom(place, direction), mine.signal);
          const ordered = direction === "up" ? rows.toReversed() : rows;
          const hit = ordered.find((row) => plain(row.message).toLowerCase().includes(wanted));
          if (hit) return hit.seq;
          const end = ordered.at(-1);
          if (!end || rows.length < PAGE) return null;
          place = end.seq;
          setLooked((count) => count + rows.length);
        }
      } catch (failure) {
        if (!mine.signal.aborted) complain("Searching", failure);
        return null;
      } finally {
        if (over.current === mine) setRunning(false);
      }
    },
    [path],
  );
  return { running, looked, next, stop };
}
