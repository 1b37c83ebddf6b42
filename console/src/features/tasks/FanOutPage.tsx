// One command on many nodes: how far it is, and which outputs are equal.
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { page, post, type Page } from "../../api/call";
import { eachOf } from "../../api/many";
import type { Task } from "../../api/types";
import { useFallback } from "../../app/Banner";
import { inWorkspace, mayChange, useWorkspace } from "../../app/workspace";
import { Button, Empty, PageHead, Progress, Skeleton, Trouble } from "../../ui/parts";
import { complain, say } from "../../ui/toasts";
import { Sentence } from "../../ui/time";
import { count, plural } from "../../ui/words";
import { NodeName } from "../nodes/NodeName";
import { plain } from "./ansi";
import { hand } from "./handover";
import { groupsOf, type Group } from "./groups";
import { TaskTable } from "./TaskTable";
import { isOver, TaskState, taskTitle } from "./words";
import "./tasks.css";

const PAGE = 100;
const MOST_PAGES = 50;
const MINUTE = 60_000;
const AT_ONCE = 6;
/** Tasks for thousands of nodes are made one batch after another. */
const MADE_WITHIN = 15 * MINUTE;

async function all(path: string, fanOutId: string, at: number, signal: AbortSignal): Promise<Page<Task>> {
  const query = {
    fanOutId,
    createdAfter: new Date(at - MINUTE).toISOString(),
    createdBefore: new Date(at + MADE_WITHIN).toISOString(),
    limit: PAGE,
  };
  const tasks: Task[] = [];
  let total = 0;
  for (let number = 0; number < MOST_PAGES; number++) {
    const { items, total: all } = await page<Task>(path, { ...query, offset: number * PAGE }, signal);
    tasks.push(...items);
    total = all;
    if (tasks.length >= total || items.length === 0) break;
  }
  return { items: tasks, total };
}

export function FanOutPage() {
  const workspace = useWorkspace();
  const { fanOutId } = useParams({ from: "/w/$slug/fan-outs/$fanOutId" });
  const { at } = useSearch({ from: "/w/$slug/fan-outs/$fanOutId" });
  const made = at ? Date.parse(at) : NaN;
  const query = useQuery({
    queryKey: ["tasks", workspace.id, "fan-out", fanOutId],
    queryFn: ({ signal }) => all(inWorkspace(workspace, "/tasks"), fanOutId, made, signal),
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
      {query.data.total > tasks.length && (
        <div className="notice warn">
          <div>
            <strong>
              {plural(tasks.length, "task")} of {count(query.data.total)} are counted below
            </strong>
            The others are in the list of tasks.
          </div>
        </div>
      )}
      <FanOut tasks={tasks} />
    </>
  );
}

function FanOut({ tasks }: { tasks: Task[] }) {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const over = tasks.filter(isOver);
  const open = tasks.filter((task) => !isOver(task));
  const failed = tasks.filter((task) => task.status === "failed");
  const [first] = tasks;
  const cancelRest = async () => {
    const failed = await eachOf(open, AT_ONCE, (task) => post(inWorkspace(workspace, `/tasks/${task.id}/cancel`), { reason: "cancelled in the console" }));
    if (failed[0]) complain(`Cancelling ${plural(failed.length, "task")}`, failed[0].error);
    else say(`The cancel of ${plural(open.length, "task")} was asked for`);
  };
  const command = first?.payload.command;
  return (
    <>
      <PageHead title={<span className="mono cut title-line">{first && taskTitle(first)}</span>} sub={`on ${plural(tasks.length, "node")}`}>
        {mayChange(workspace) && failed.length > 0 && open.length === 0 && typeof command === "string" && (
          <Button onClick={() => void navigate({ to: "/w/$slug/tasks/new", params: { slug: workspace.slug }, search: { ...hand(failed.map((task) => task.nodeId)), command } })}>
            Run again on the {plural(failed.length, "failed one")}
          </Button>
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
          {group.status === "failed" && <span className="small soft"><Sentence text={first.statusReason?.message ?? ""} /></span>}
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
