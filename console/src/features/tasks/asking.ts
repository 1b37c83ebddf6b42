import { useQuery } from "@tanstack/react-query";
import { get, page, type Query } from "../../api/call";
import type { Task } from "../../api/types";
import { useFallback } from "../../app/Banner";
import type { TaskSearch } from "../../app/search";
import { inWorkspace, useWorkspace } from "../../app/workspace";

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** The address's filter as the API's: times are counted back from now, so a link stays true. */
export function taskFilter(search: TaskSearch, now: number): Query {
  return {
    status: search.status,
    nodeId: search.nodeId,
    createdAfter: search.within && new Date(now - Number(search.within) * HOUR).toISOString(),
    createdBefore: search.older && new Date(now - Number(search.older) * MINUTE).toISOString(),
  };
}

export function useTasks(search: TaskSearch, limit: number, offset = 0) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: ["tasks", workspace.id, search, limit, offset],
    queryFn: ({ signal }) => page<Task>(inWorkspace(workspace, "/tasks"), { ...taskFilter(search, Date.now()), limit, offset }, signal),
    placeholderData: (before) => before,
    refetchInterval: useFallback() || (search.older ? 30_000 : false),
  });
}

export function useTask(taskId: string) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: ["task", workspace.id, taskId],
    queryFn: ({ signal }) => get<Task>(inWorkspace(workspace, `/tasks/${taskId}`), undefined, signal),
    refetchInterval: useFallback(5_000),
  });
}
