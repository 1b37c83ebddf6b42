// The newest sample of each node that somebody looks at, kept outside of React: hundreds may arrive a second, a row looks only at its own.
import { useCallback, useSyncExternalStore } from "react";
import { live } from "./live";
import type { Sample } from "./types";

const TOGETHER = 100;

const samples = new Map<string, Sample>();
const watchers = new Map<string, Set<() => void>>();
let changed = new Set<string>();
let choosing = false;

export function keep(sample: Sample): void {
  const before = samples.get(sample.nodeId);
  if (before && before.recordedAt > sample.recordedAt) return;
  samples.set(sample.nodeId, sample);
  if (changed.size === 0) requestAnimationFrame(tell);
  changed.add(sample.nodeId);
}

function tell(): void {
  const told = changed;
  changed = new Set();
  told.forEach((node) => watchers.get(node)?.forEach((watcher) => watcher()));
}

live.on("metrics.ingested", keep);

/** Tells the server who is looked at, once for all rows that come and go together. */
function chooseSoon(): void {
  if (choosing) return;
  choosing = true;
  setTimeout(() => {
    choosing = false;
    live.choose([...watchers.keys()]);
  }, TOGETHER);
}

export function useSample(nodeId: string): Sample | undefined {
  const subscribe = useCallback(
    (watcher: () => void) => {
      const set = watchers.get(nodeId) ?? new Set();
      watchers.set(nodeId, set.add(watcher));
      if (set.size === 1) chooseSoon();
      return () => {
        set.delete(watcher);
        if (set.size > 0) return;
        watchers.delete(nodeId);
        chooseSoon();
      };
    },
    [nodeId],
  );
  return useSyncExternalStore(subscribe, () => samples.get(nodeId));
}
