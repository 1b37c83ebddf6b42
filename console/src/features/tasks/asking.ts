import { useQuery } from "@tanstack/react-query";
import { get, page, type Query } from "../../api/call";
import type { Task } from "../../api/types";
import { useFallback } from "../../app/Banner";
import type { TaskSearch } from "../../app/search";
import { inWorkspace, useWorkspace } from "../../app/workspace";
import { isOver } from "./words";

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

/** The end of a log is told by nobody, so it is asked for. */
const ARRIVING = 2_000;
const isArriving = (task: Task): boolean => isOver(task) && (task.log?.state === "open" || task.log?.state === "receiving");

export function useTask(taskId: string) {
  const workspace = useWorkspace();
  const fallback = useFallback(5_000);
  return useQuery({
    queryKey: ["task", workspace.id, taskId],
    queryFn: ({ signal }) => get<Task>(inWorkspace(workspace, `/tasks/${taskId}`), undefined, signal),
    refetchInterval: (query) => fallback || (query.state.data && isArriving(query.state.data) ? ARRIVING : false),
  });
}
