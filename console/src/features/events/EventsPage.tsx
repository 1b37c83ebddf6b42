import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { get } from "../../api/call";
import type { Happening } from "../../api/types";
import { useFallback } from "../../app/Banner";
import type { EventSearch } from "../../app/search";
import { inWorkspace, useWorkspace } from "../../app/workspace";
import { Button, Choices, Empty, PageHead, Skeleton, Trouble } from "../../ui/parts";
import { EventTable } from "./EventTable";

const SEVERITIES = [
  { value: "all", label: "All" },
  { value: "info", label: "Info" },
  { value: "warning", label: "Warning" },
  { value: "critical", label: "Critical" },
] as const;

const TYPES = ["node.online", "node.offline", "node.registered", "node.maintenance.enabled", "node.root-access.updated", "task.queued", "task.started", "task.completed", "task.failed", "task.cancelled", "high.cpu", "high.memory", "high.disk"];

export function useEvents(filter: EventSearch, limit = 100) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: ["events", workspace.id, filter, limit],
    queryFn: ({ signal }) => get<Happening[]>(inWorkspace(workspace, "/events"), { ...filter, limit }, signal),
    placeholderData: (before) => before,
    refetchInterval: useFallback(),
  });
}

export function EventsPage() {
  const search = useSearch({ from: "/w/$slug/events" });
  const navigate = useNavigate({ from: "/w/$slug/events" });
  const events = useEvents(search);
  const change = (next: Partial<EventSearch>) => void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const filtered = Object.values(search).some((value) => value !== undefined);
  return (
    <>
      <PageHead title="Events" sub="The newest hundred; new ones appear by themselves" />
      <div className="filters">
        <Choices label="Severity" value={search.severity ?? "all"} choices={SEVERITIES} onChoose={(value) => change({ severity: value === "all" ? undefined : value })} />
        <select className="input" aria-label="Type" value={search.type ?? ""} onChange={(event) => change({ type: event.target.value || undefined })}>
          <option value="">All types</option>
          {TYPES.map((type) => (
            <option key={type}>{type}</option>
          ))}
        </select>
        {filtered && (
          <Button look="plain" onClick={() => change({ severity: undefined, type: undefined, nodeId: undefined })}>
            Clear
          </Button>
        )}
      </div>
      {events.isError && <Trouble what="Events" error={events.error} retry={() => void events.refetch()} stale={events.data !== undefined} />}
      <div className="table-frame">
        {events.isPending && <Skeleton rows={8} />}
        {events.data?.length === 0 && <Empty title={filtered ? "No event fits these filters" : "Nothing has happened yet"} />}
        {events.data && events.data.length > 0 && <EventTable events={events.data} />}
      </div>
    </>
  );
}
