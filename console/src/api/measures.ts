// The newest sample of each node, kept outside of React: thousands arrive a second, a row looks only at its own.
import { useCallback, useSyncExternalStore } from "react";
import { live } from "./live";
import type { Sample } from "./types";

const samples = new Map<string, Sample>();
const watchers = new Map<string, Set<() => void>>();
let changed = new Set<string>();

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

export function useSample(nodeId: string): Sample | undefined {
  const subscribe = useCallback(
    (watcher: () => void) => {
      const set = watchers.get(nodeId) ?? new Set();
      watchers.set(nodeId, set.add(watcher));
      return () => {
        set.delete(watcher);
        if (set.size === 0) watchers.delete(nodeId);
      };
    },
    [nodeId],
  );
  return useSyncExternalStore(subscribe, () => samples.get(nodeId));
}
