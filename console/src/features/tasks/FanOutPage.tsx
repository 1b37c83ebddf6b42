// One command on many nodes: how far it is, and which outputs are equal.
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { page, post } from "../../api/call";
import type { Task } from "../../api/types";
import { useFallback } from "../../app/Banner";
import { inWorkspace, mayChange, useWorkspace } from "../../app/workspace";
import { Button, Empty, PageHead, Progress, Skeleton, Trouble } from "../../ui/parts";
import { complain, say } from "../../ui/toasts";
import { plural } from "../../ui/words";
import { NodeName } from "../nodes/NodeName";
import { plain } from "./ansi";
import { groupsOf, type Group } from "./groups";
import { TaskTable } from "./TaskTable";
import { isOver, TaskState, taskTitle } from "./words";
import "./tasks.css";

const PAGE = 100;
const MOST_PAGES = 20;
const MINUTE = 60_000;

async function all(path: string, fanOutId: string, at: number, signal: AbortSignal): Promise<Task[]> {
  const query = {
    fanOutId,
    createdAfter: new Date(at - MINUTE).toISOString(),
    createdBefore: new Date(at + MINUTE).toISOString(),
    limit: PAGE,
  };
  const tasks: Task[] = [];
  for (let number = 0; number < MOST_PAGES; number++) {
    const { items, total } = await page<Task>(path, { ...query, offset: number * PAGE }, signal);
    tasks.push(...items);
    if (tasks.length >= total || items.length === 0) break;
  }
  return tasks;
}

export function FanOutPage() {
  const workspace = useWorkspace();
  const { fanOutId } = useParams({ from: "/w/$slug/fan-outs/$fanOutId" });
  const { at } = useSearch({ from: "/w/$slug/fan-outs/$fanOutId" });
  const made = at ? Date.parse(at) : NaN;
  const query = useQuery({
    queryKey: ["tasks", workspace.id, "fan-out", fanOutId],
    queryFn: async ({ signal }) => ({ items: await all(inWorkspace(workspace, "/tasks"), fanOutId, made, signal), total: 0 }),
    enabled: !Number.isNaN(made),
    refetchInterval: useFallback(),
  });
  if (Number.isNaN(made)) return <Empty title="The address does not say when these tasks were made" />;
  if (query.isPending) return <Skeleton />;
  if (!query.data) return <Trouble what="The tasks" error={query.error} retry={() => void query.refetch()} />;
  const tasks = query.data.items;
  if (tasks.length === 0) return <Empty title="These tasks are gone">
    <p>Tasks are deleted when they are old enough.</p>
  </Empty>;
  return (
    <>
      {query.isError && <Trouble what="The tasks" error={query.error} retry={() => void query.refetch()} stale />}
      <FanOut tasks={tasks} />
    </>
  );
}

function FanOut({ tasks }: { tasks: Task[] }) {
  const workspace = useWorkspace();
  const over = tasks.filter(isOver);
  const open = tasks.filter((task) => !isOver(task));
  const failed = tasks.filter((task) => task.status === "failed");
  const [first] = tasks;
  const cancelRest = async () => {
    const answers = await Promise.allSettled(open.map((task) => post(inWorkspace(workspace, `/tasks/${task.id}/cancel`), { reason: "cancelled in the console" })));
    const bad = answers.find((answer) => answer.status === "rejected");
    if (bad) complain("Cancelling", bad.reason);
    else say(`The cancel of ${plural(open.length, "task")} was asked for`);
  };
  const again = failed.map((task) => task.nodeId).join(",");
  const command = first?.payload.command;
  return (
    <>
      <PageHead title={<span className="mono cut title-line">{first && taskTitle(first)}</span>} sub={`on ${plural(tasks.length, "node")}`}>
        {mayChange(workspace) && failed.length > 0 && open.length === 0 && typeof command === "string" && (
          <Link className="button" to="/w/$slug/tasks/new" params={{ slug: workspace.slug }} search={{ nodes: again, command }}>
            Run again on the {plural(failed.length, "failed one")}
          </Link>
        )}
        {mayChange(workspace) && open.length > 0 && (
          <Button look="danger" onClick={() => void cancelRest()}>
            Cancel the rest
          </Button>
        )}
      </PageHead>
      <div className="stack tight">
        <Progress percent={(100 * over.length) / tasks.length} label="Tasks that have ended" />
        <span className="soft number">
          {over.length} of {tasks.length} have ended{failed.length > 0 && `, ${failed.length} failed`}
        </span>
      </div>
      {groupsOf(over).map((group) => (
        <OutputGroup key={group.tasks[0]?.id} group={group} />
      ))}
      {open.length > 0 && (
        <div className="table-frame">
          <TaskTable tasks={open} />
        </div>
      )}
    </>
  );
}

const SHOWN = 12;

function OutputGroup({ group }: { group: Group }) {
  const workspace = useWorkspace();
  const [first] = group.tasks;
  if (!first) return null;
  return (
    <section className="card" aria-label={`Output of ${plural(group.tasks.length, "node")}`}>
      <header>
        <div className="row">
          <TaskState task={first} />
          <strong>{plural(group.tasks.length, "node")}</strong>
          {group.status === "failed" && <span className="small soft">{first.statusReason?.message}</span>}
        </div>
        {group.cut && <span className="small soft">first and last part</span>}
      </header>
      {group.output === "" ? <p className="output faint">No output</p> : <pre className="output" tabIndex={0} aria-label="Output">{plain(group.output)}</pre>}
      <div className="row wrap small" style={{ padding: "8px 16px", borderTop: "1px solid var(--line)" }}>
        {group.tasks.slice(0, SHOWN).map((task) => (
          <span key={task.id} className="row" style={{ gap: 4 }}>
            <NodeName id={task.nodeId} />
            <Link to="/w/$slug/tasks/$taskId" params={{ slug: workspace.slug, taskId: task.id }} aria-label="Its log">
              (log)
            </Link>
          </span>
        ))}
        {group.tasks.length > SHOWN && <span className="soft">and {group.tasks.length - SHOWN} more</span>}
      </div>
    </section>
  );
}
