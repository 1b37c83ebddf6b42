import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { TaskSearch } from "../../app/search";
import { mayChange, useWorkspace } from "../../app/workspace";
import { Button, Choices, Empty, PageHead, Skeleton, Trouble } from "../../ui/parts";
import { Icon } from "../../ui/icons";
import { Pager } from "../../ui/Pager";
import { plural } from "../../ui/words";
import { NodeName } from "../nodes/NodeName";
import { useTasks } from "./asking";
import { TaskTable } from "./TaskTable";

const PAGE = 50;
const STATES = [
  { value: "all", label: "All" },
  { value: "queued", label: "Queued" },
  { value: "running", label: "Running" },
  { value: "success", label: "Succeeded" },
  { value: "failed", label: "Failed" },
  { value: "cancelled", label: "Cancelled" },
] as const;

export function TasksPage() {
  const workspace = useWorkspace();
  const search = useSearch({ from: "/w/$slug/tasks" });
  const navigate = useNavigate({ from: "/w/$slug/tasks" });
  const [place, setPlace] = useState(0);
  const tasks = useTasks(search, PAGE, place * PAGE);
  const change = (next: Partial<TaskSearch>) => {
    setPlace(0);
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  };
  const total = tasks.data?.total ?? 0;
  const filtered = Object.values(search).some((value) => value !== undefined);
  return (
    <>
      <PageHead title="Tasks" sub={tasks.data && plural(total, "task")}>
        {mayChange(workspace) && (
          <Link to="/w/$slug/tasks/new" params={{ slug: workspace.slug }} className="button first">
            <Icon name="plus" />
            Run a task
          </Link>
        )}
      </PageHead>
      <div className="filters">
        <Choices
          label="State"
          value={search.status && search.status !== "accepted" ? search.status : "all"}
          choices={STATES}
          onChoose={(value) => change({ status: value === "all" ? undefined : value })}
        />
        {search.within && <Chip label={`within ${search.within} h`} onDrop={() => change({ within: undefined })} />}
        {search.older && <Chip label={`older than ${search.older} min`} onDrop={() => change({ older: undefined })} />}
        {search.nodeId && (
          <Chip
            label={
              <>
                on <NodeName id={search.nodeId} />
              </>
            }
            onDrop={() => change({ nodeId: undefined })}
          />
        )}
      </div>
      {tasks.isError && <Trouble what="Tasks" error={tasks.error} retry={() => void tasks.refetch()} stale={tasks.data !== undefined} />}
      <div className="table-frame">
        {tasks.isPending && <Skeleton rows={8} />}
        {tasks.data && tasks.data.items.length > 0 && <TaskTable tasks={tasks.data.items} />}
        {tasks.data?.items.length === 0 && (
          <Empty title={filtered ? "No task fits these filters" : "No tasks yet"}>
            {filtered ? (
              <Button onClick={() => change({ status: undefined, within: undefined, older: undefined, nodeId: undefined })}>Show all tasks</Button>
            ) : (
              <p>A task is a command that runs on one node or on many. Its output is shown while it runs.</p>
            )}
          </Empty>
        )}
      </div>
      <Pager place={place} page={PAGE} total={total} onPlace={setPlace} />
    </>
  );
}

function Chip({ label, onDrop }: { label: React.ReactNode; onDrop: () => void }) {
  return (
    <span className="chip">
      {label}
      <Button look="plain" small icon aria-label="Drop this filter" onClick={onDrop}>
        ×
      </Button>
    </span>
  );
}
