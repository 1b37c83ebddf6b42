// Following a log of a machine: what is new since the last answer is asked for again and again, by a cursor that the node gives.
import { useEffect, useRef, useState } from "react";
import { asFailure, post, type Failure } from "../../api/call";
import type { LogPreview } from "../../api/types";

export type LogEntry = LogPreview["entries"][number];

export interface Followed {
  entries: LogEntry[];
  warnings: string[];
  failure: Failure | null;
  /** When the node answered last. */
  at: number | null;
}

const EVERY = 2_000;
/** After a failure it is asked less often. */
const LATER = 10_000;
const MOST = 5_000;
const NOTHING: Followed = { entries: [], warnings: [], failure: null, at: null };

/** The newest of both, oldest first; what is older than the most is dropped. */
export const joined = (known: readonly LogEntry[], news: readonly LogEntry[], most = MOST): LogEntry[] => [...known, ...news].slice(-most);

/** When to ask again: at once when the node has more already. */
export const pauseAfter = (answer: Pick<LogPreview, "truncated" | "error">): number => (answer.error ? LATER : answer.truncated ? 0 : EVERY);

export function useFollowing(path: string, preset: string, lines: number, on: boolean): Followed {
  const [followed, setFollowed] = useState<Followed>(NOTHING);
  const cursor = useRef<Record<string, unknown> | undefined>(undefined);
  useEffect(() => {
    if (!on) return;
    let over = false;
    let timer: ReturnType<typeof setTimeout>;
    setFollowed(NOTHING);
    cursor.current = undefined;
    const ask = async () => {
      let pause = LATER;
      try {
        const answer = await post<LogPreview>(`${path}/log-preview`, { sourcePresetId: preset, backfillLines: lines, mode: "monitor", ...(cursor.current ? { cursor: cursor.current } : {}) });
        if (over) return;
        pause = pauseAfter(answer);
        const isFirst = cursor.current === undefined;
        cursor.current = answer.cursor ?? cursor.current;
        setFollowed((before) => ({
          entries: joined(before.entries, answer.entries),
          // Said with the first answer, or when the node could not go on from the cursor.
          warnings: isFirst || answer.cursorResetReason ? answer.warnings : before.warnings,
          failure: answer.error ? asFailure(new Error(answer.error)) : null,
          at: answer.error ? before.at : Date.now(),
        }));
      } catch (error) {
        if (over) return;
        setFollowed((before) => ({ ...before, failure: asFailure(error) }));
      }
      timer = setTimeout(() => void ask(), pause);
    };
    void ask();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [path, preset, lines, on]);
  return followed;
}
