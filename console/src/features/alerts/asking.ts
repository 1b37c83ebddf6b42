// What the pages ask of alerts, and what an operator decides about one.
import { useQuery } from "@tanstack/react-query";
import { page, post, type Query } from "../../api/call";
import { queries } from "../../api/queries";
import type { Alert, Workspace } from "../../api/types";
import { useFallback } from "../../app/Banner";
import type { AlertSearch } from "../../app/search";
import { inWorkspace, useWorkspace } from "../../app/workspace";

const filterOf = (search: AlertSearch): Query => ({ nodeId: search.nodeId, state: search.state === "all" ? undefined : search.state });

export function useAlerts(search: AlertSearch, limit: number, offset = 0) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: ["alerts", workspace.id, search, limit, offset],
    queryFn: ({ signal }) => page<Alert>(inWorkspace(workspace, "/alerts"), { ...filterOf(search), limit, offset }, signal),
    placeholderData: (before) => before,
    refetchInterval: useFallback(),
  });
}

export async function decide(workspace: Workspace, alert: Alert, deed: "acknowledge" | "mute" | "unmute", body: Record<string, unknown> = {}): Promise<void> {
  await post<Alert>(inWorkspace(workspace, `/alerts/${alert.id}/${deed}`), body);
  await queries.invalidateQueries({ queryKey: ["alerts"] });
}
