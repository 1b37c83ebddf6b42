// The nodes that a filter lets through, as pages that are asked for when somebody looks at them.
import { useQueries } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { page, type Page } from "../../api/call";
import type { Node } from "../../api/types";
import { useFallback } from "../../app/Banner";
import type { NodeSearch } from "../../app/search";
import { inWorkspace, useWorkspace } from "../../app/workspace";

export const PAGE = 100;
const REST = 120;

export function filterOf(search: NodeSearch) {
  return {
    status: search.status,
    search: search.search,
    maintenanceMode: search.maintenance === undefined ? undefined : search.maintenance === "yes",
    sort: search.sort ?? "name",
    order: search.order ?? "asc",
  };
}

/** The pages in which the places from first to last lie; the total is known as soon as one page is. */
export function useNodePages(search: NodeSearch, first: number, last: number) {
  const workspace = useWorkspace();
  const filter = filterOf(search);
  const from = Math.floor(Math.max(0, first) / PAGE);
  const to = Math.max(from, Math.floor(last / PAGE));
  const numbers = Array.from({ length: to - from + 1 }, (_, place) => from + place);
  const settled = useSettled(`${from} ${to}`);
  const fallback = useFallback();
  const pages = useQueries({
    queries: numbers.map((number) => ({
      queryKey: ["nodes", workspace.id, filter, number],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        page<Node>(inWorkspace(workspace, "/nodes"), { ...filter, limit: PAGE, offset: number * PAGE }, signal),
      refetchInterval: fallback,
      enabled: settled,
    })),
  });
  const byNumber = new Map<number, Page<Node>>();
  pages.forEach((one, place) => one.data && byNumber.set(numbers[place] ?? 0, one.data));
  return {
    known: pages.find((one) => one.data !== undefined)?.data,
    loaded: pages.flatMap((one) => one.data?.items ?? []),
    nodeAt: (index: number): Node | undefined => byNumber.get(Math.floor(index / PAGE))?.items[index % PAGE],
    trouble: pages.find((one) => one.isError)?.error ?? null,
    again: () => pages.forEach((one) => void one.refetch()),
  };
}

/** Whether this has been so for a moment: what is only flown over is not asked for. */
function useSettled(place: string): boolean {
  const [rest, setRest] = useState(place);
  useEffect(() => {
    const timer = setTimeout(() => setRest(place), REST);
    return () => clearTimeout(timer);
  }, [place]);
  return rest === place;
}
