import { useSyncExternalStore } from "react";
import { ago, exact, moment } from "./words";

let now = Date.now();
const watchers = new Set<() => void>();
setInterval(() => {
  now = Date.now();
  watchers.forEach((watcher) => watcher());
}, 1_000);

const subscribe = (watcher: () => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

/** The time, once a second. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now);

/** How long ago it was; the exact time in the viewer's zone when the pointer rests there. */
export function Time({ at }: { at: string | null | undefined }) {
  const current = useNow();
  if (!at) return <span className="faint">never</span>;
  return (
    <time dateTime={at} title={exact(at)} className="number">
      {ago(at, Math.max(current, Date.parse(at)))}
    </time>
  );
}

const INSTANT = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/;

/** What the server says, with the times in it as those of the viewer's zone. */
export function Sentence({ text }: { text: string }) {
  return (
    <>
      {text.split(INSTANT).map((part, place) =>
        place % 2 === 0 ? (
          part
        ) : (
          <time key={place} dateTime={part} title={exact(part)}>
            {moment(part)}
          </time>
        ),
      )}
    </>
  );
}
