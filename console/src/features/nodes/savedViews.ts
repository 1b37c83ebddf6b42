// Saved views: filters of the fleet under a name. The server keeps them for the person, so they are there in every browser.
import { useQuery } from "@tanstack/react-query";
import { get, post, remove } from "../../api/call";
import { queries } from "../../api/queries";
import type { SavedView, Workspace } from "../../api/types";
import { nodeSearch, type NodeSearch } from "../../app/search";
import { inWorkspace, useWorkspace } from "../../app/workspace";

const PAGE = "nodes";

export function useViews() {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: ["saved-views", workspace.id],
    queryFn: async ({ signal }) => (await get<SavedView[]>(inWorkspace(workspace, "/saved-views"), undefined, signal)).filter((view) => view.page === PAGE),
    staleTime: 60_000,
  });
}

/** The filters as they stand in an address, in one order whatever was chosen first. */
export function queryOf(search: NodeSearch): string {
  const told = Object.entries(search).filter(([, value]) => value !== undefined);
  return new URLSearchParams(told.sort(([one], [other]) => one.localeCompare(other)).map(([name, value]) => [name, String(value)])).toString();
}

/** What is not known (any more) is dropped; what the view does not say is unset. */
export const searchOf = (query: string): NodeSearch => nodeSearch(Object.fromEntries(new URLSearchParams(query)));

const again = () => queries.invalidateQueries({ queryKey: ["saved-views"] });

export async function saveView(workspace: Workspace, name: string, search: NodeSearch): Promise<void> {
  await post<SavedView>(inWorkspace(workspace, "/saved-views"), { page: PAGE, name, query: queryOf(search) });
  await again();
}

export async function forgetView(workspace: Workspace, view: SavedView): Promise<void> {
  await remove(inWorkspace(workspace, `/saved-views/${view.id}`));
  await again();
}
