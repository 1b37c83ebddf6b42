// What the pages ask of nodes.
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { get, page } from "../../api/call";
import { keep } from "../../api/measures";
import { queries } from "../../api/queries";
import type { Node, Sample, Workspace } from "../../api/types";
import { useFallback } from "../../app/Banner";
import { inWorkspace, useWorkspace } from "../../app/workspace";

const TOGETHER_WITHIN = 10;
const MOST = 100;
/** Rows that are only scrolled over need no samples. */
const REST = 150;

/** Asks for the newest samples of these nodes once; what comes later the socket tells. */
export function useFirstSamples(nodeIds: string[]): void {
  const workspace = useWorkspace();
  const key = nodeIds.slice(0, MOST).join(",");
  useEffect(() => {
    if (key === "") return;
    const over = new AbortController();
    const timer = setTimeout(() => {
      get<Sample[]>(inWorkspace(workspace, "/metrics/latest"), { nodeIds: key }, over.signal)
        .then((samples) => samples.forEach(keep))
        .catch(() => undefined); // the rows say nothing of measures then; the socket may
    }, REST);
    return () => {
      clearTimeout(timer);
      over.abort();
    };
  }, [key, workspace]);
}

export function useNode(nodeId: string) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: ["node", workspace.id, nodeId],
    queryFn: ({ signal }) => get<Node>(inWorkspace(workspace, `/nodes/${nodeId}`), undefined, signal),
    refetchInterval: useFallback(),
  });
}

let wanted = new Map<string, ((node: Node | null) => void)[]>();

/** One call for all nodes that are asked for in the same moment; null: there is no such node any more. */
function nodeAmongOthers(workspace: Workspace, id: string): Promise<Node | null> {
  return new Promise((resolve, reject) => {
    if (wanted.size === 0) setTimeout(() => void fetchWanted(workspace).catch(reject), TOGETHER_WITHIN);
    wanted.set(id, [...(wanted.get(id) ?? []), resolve]);
  });
}

async function fetchWanted(workspace: Workspace): Promise<void> {
  const asked = wanted;
  wanted = new Map();
  const ids = [...asked.keys()];
  for (let from = 0; from < ids.length; from += MOST) {
    const chunk = ids.slice(from, from + MOST);
    const { items } = await page<Node>(inWorkspace(workspace, "/nodes"), { ids: chunk.join(","), limit: MOST });
    const found = new Map(items.map((node) => [node.id, node]));
    for (const id of chunk) asked.get(id)?.forEach((resolve) => resolve(found.get(id) ?? null));
  }
}

/** A node by its id, as rows of other things name it. */
export function useNodeOf(id: string | null): Node | null | undefined {
  const workspace = useWorkspace();
  const query = useQuery({
    queryKey: ["node", workspace.id, id],
    queryFn: () => nodeAmongOthers(workspace, id ?? ""),
    enabled: id !== null,
    staleTime: 60_000,
    retry: false,
  });
  return query.data;
}

export const forgetNode = (workspace: Workspace, id: string): void => {
  queries.removeQueries({ queryKey: ["node", workspace.id, id] });
  void queries.invalidateQueries({ queryKey: ["nodes"] });
};
