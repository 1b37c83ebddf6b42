// What needs the operator, and the fleet right below. Each count is the total of the list that its link leads to.
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { get, page } from "../../api/call";
import type { Enrollment, Node } from "../../api/types";
import { useFallback } from "../../app/Banner";
import type { AlertSearch, NodeSearch, TaskSearch } from "../../app/search";
import { inWorkspace, mayChange, useWorkspace } from "../../app/workspace";
import { PageHead, Trouble } from "../../ui/parts";
import { Icon } from "../../ui/icons";
import { count } from "../../ui/words";
import { AlertTable } from "../alerts/AlertTable";
import { useAlerts } from "../alerts/asking";
import { Fleet } from "../nodes/Fleet";
import { filterOf } from "../nodes/pages";
import { useTasks } from "../tasks/asking";
import { TaskTable } from "../tasks/TaskTable";
import "./overview.css";

const FAILED: TaskSearch = { status: "failed", within: "24" };
const WAITING: TaskSearch = { status: "queued", older: "5" };
const RUNNING: TaskSearch = { status: "running" };
const OFFLINE: NodeSearch = { status: "offline", maintenance: "no" };
const ATTENTION: AlertSearch = { state: "attention" };
const SHOWN = 3;

const useNodeCount = (search: NodeSearch) => {
  const workspace = useWorkspace();
  const filter = filterOf(search);
  return useQuery({
    queryKey: ["nodes", workspace.id, "count", filter],
    queryFn: async ({ signal }) => (await page<Node>(inWorkspace(workspace, "/nodes"), { ...filter, limit: 1 }, signal)).total,
    refetchInterval: useFallback(),
  });
};

export function OverviewPage() {
  const workspace = useWorkspace();
  const search = useSearch({ from: "/w/$slug/" });
  const navigate = useNavigate({ from: "/w/$slug/" });
  const offline = useNodeCount(OFFLINE);
  const online = useNodeCount({ status: "online" });
  const failed = useTasks(FAILED, SHOWN);
  const waiting = useTasks(WAITING, SHOWN);
  const running = useTasks(RUNNING, 1);
  const alerts = useAlerts(ATTENTION, SHOWN);
  const pending = useQuery({
    queryKey: ["enrollments", workspace.id, "pending"],
    queryFn: ({ signal }) => get<Enrollment[]>(inWorkspace(workspace, "/enrollments"), { status: "pending", limit: 100 }, signal),
    enabled: mayChange(workspace),
  });
  const trouble = [alerts, offline, online, failed, waiting, running].find((one) => one.isError);
  const slug = workspace.slug;
  const notes = [...(waiting.data?.items ?? []), ...(failed.data?.items ?? [])].slice(0, SHOWN);
  return (
    <>
      <PageHead title="Overview">
        {mayChange(workspace) && (
          <Link to="/w/$slug/tasks/new" params={{ slug }} className="button first">
            <Icon name="plus" />
            Run a task
          </Link>
        )}
      </PageHead>
      {trouble && <Trouble what="The overview" error={trouble.error} retry={() => void trouble.refetch()} stale={trouble.data !== undefined} />}
      <div className="counts">
        <Count label="Alerts" value={alerts.data?.total} tone="bad">
          {(children) => (
            <Link to="/w/$slug/alerts" params={{ slug }} search={ATTENTION} className="count-card">
              {children}
            </Link>
          )}
        </Count>
        <Count label="Offline nodes" value={offline.data} tone="bad">
          {(children) => (
            <Link to="/w/$slug/nodes" params={{ slug }} search={OFFLINE} className="count-card">
              {children}
            </Link>
          )}
        </Count>
        <Count label="Failed tasks, last 24 h" value={failed.data?.total} tone="bad">
          {(children) => (
            <Link to="/w/$slug/tasks" params={{ slug }} search={FAILED} className="count-card">
              {children}
            </Link>
          )}
        </Count>
        <Count label="Waiting for over 5 min" value={waiting.data?.total} tone="warn">
          {(children) => (
            <Link to="/w/$slug/tasks" params={{ slug }} search={WAITING} className="count-card">
              {children}
            </Link>
          )}
        </Count>
        {mayChange(workspace) && (
          <Count label="Machines asking to join" value={pending.data?.length} tone="warn">
            {(children) => (
              <Link to="/w/$slug/enrollments" params={{ slug }} className="count-card">
                {children}
              </Link>
            )}
          </Count>
        )}
        <Count label="Running tasks" value={running.data?.total}>
          {(children) => (
            <Link to="/w/$slug/tasks" params={{ slug }} search={RUNNING} className="count-card">
              {children}
            </Link>
          )}
        </Count>
        <Count label="Online nodes" value={online.data}>
          {(children) => (
            <Link to="/w/$slug/nodes" params={{ slug }} search={{ status: "online" }} className="count-card">
              {children}
            </Link>
          )}
        </Count>
      </div>
      {alerts.data && alerts.data.items.length > 0 && (
        <section className="stack tight" aria-label="Alerts that need attention">
          <h2>Needs attention</h2>
          <div className="table-frame">
            <AlertTable alerts={alerts.data.items} />
          </div>
          {alerts.data.total > SHOWN && (
            <Link to="/w/$slug/alerts" params={{ slug }} search={ATTENTION}>
              All {alerts.data.total} alerts
            </Link>
          )}
        </section>
      )}
      {notes.length > 0 && (
        <section className="stack tight" aria-label="Tasks that need attention">
          <h2>Tasks that failed or wait</h2>
          <div className="table-frame">
            <TaskTable tasks={notes} />
          </div>
        </section>
      )}
      <h2>Nodes</h2>
      <Fleet search={search} onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })} />
    </>
  );
}

interface CountProps {
  label: string;
  value: number | undefined;
  tone?: "bad" | "warn";
  children: (inside: ReactNode) => ReactNode;
}

function Count({ label, value, tone, children }: CountProps) {
  const look = value !== undefined && value > 0 && tone ? `count-value number ${tone}` : "count-value number";
  return children(
    <>
      <span className={look}>{value === undefined ? <span className="skeleton" style={{ width: 32, height: 20 }} /> : count(value)}</span>
      <span className="soft small">{label}</span>
    </>,
  );
}
