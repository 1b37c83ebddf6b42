// A search through a whole log by the server, about a second a call; can be stopped at any time.
import { useCallback, useRef, useState } from "react";
import { get } from "../../api/call";
import type { LogFound } from "../../api/types";
import { inWorkspace, useWorkspace } from "../../app/workspace";
import { complain } from "../../ui/toasts";

export interface Find {
  running: boolean;
  /** How many lines were looked at in this search. */
  looked: number;
  /** The next line with the text before (or after) that one, from the end without one; null when there is none, or the search was stopped. */
  next: (text: string, from: number | undefined, direction: "up" | "down") => Promise<number | null>;
  stop: () => void;
}

export function useFind(taskId: string): Find {
  const workspace = useWorkspace();
  const [running, setRunning] = useState(false);
  const [looked, setLooked] = useState(0);
  const over = useRef<AbortController | null>(null);
  const path = inWorkspace(workspace, `/tasks/${taskId}/logs/search`);
  const stop = useCallback(() => over.current?.abort(), []);
  const next = useCallback(
    async (text: string, from: number | undefined, direction: "up" | "down") => {
      over.current?.abort();
      const mine = new AbortController();
      over.current = mine;
      let place = direction === "down" ? (from ?? 0) : from;
      setRunning(true);
      setLooked(0);
      try {
        for (;;) {
          const where = place === undefined ? {} : direction === "down" ? { after: place } : { before: place };
          const found = await get<LogFound>(path, { text, ...where }, mine.signal);
          if (found.line !== null) return found.line;
          if (found.next === null) return null;
          place = found.next;
          setLooked((count) => count + found.looked);
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
