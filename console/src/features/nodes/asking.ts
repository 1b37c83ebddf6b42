// What the pages ask of nodes.
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { get, page, type Query } from "../../api/call";
import { chunks } from "../../api/many";
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
  const key = nodeIds.join(",");
  useEffect(() => {
    if (key === "") return;
    const over = new AbortController();
    const timer = setTimeout(() => {
      for (const some of chunks(key.split(","), MOST)) {
        get<Sample[]>(inWorkspace(workspace, "/metrics/latest"), { nodeIds: some.join(",") }, over.signal)
          .then((samples) => samples.forEach(keep))
          .catch(() => undefined); // the rows say nothing of measures then; the socket may
      }
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

/** Every node that the filter lets through, a page after another; told how many there are so far. */
export async function allNodes(workspace: Workspace, filter: Query, signal?: AbortSignal, soFar?: (count: number, total: number) => void): Promise<Node[]> {
  const nodes = new Map<string, Node>();
  for (let offset = 0; ; offset += MOST) {
    const { items, total } = await page<Node>(inWorkspace(workspace, "/nodes"), { sort: "created", ...filter, limit: MOST, offset }, signal);
    items.forEach((node) => nodes.set(node.id, node));
    soFar?.(nodes.size, total);
    if (items.length < MOST || offset + MOST >= total) return [...nodes.values()];
  }
}

/** Those of these nodes that are still there. */
export async function nodesByIds(workspace: Workspace, ids: readonly string[], signal?: AbortSignal): Promise<Node[]> {
  const nodes: Node[] = [];
  for (const some of chunks(ids, MOST)) {
    nodes.push(...(await page<Node>(inWorkspace(workspace, "/nodes"), { ids: some.join(","), limit: MOST }, signal)).items);
  }
  return nodes;
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
  for (const chunk of chunks(ids, MOST)) {
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
