import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useMemo, type ReactNode } from "react";
import { useSample } from "../../api/measures";
import type { Node } from "../../api/types";
import { NODE_TABS, type NodeTab } from "../../app/search";
import { mayChange, useWorkspace } from "../../app/workspace";
import { Badge, Card, Empty, PageHead, Skeleton, Trouble } from "../../ui/parts";
import { Time } from "../../ui/time";
import { duration } from "../../ui/words";
import { EventTable } from "../events/EventTable";
import { useEvents } from "../events/EventsPage";
import { useTasks } from "../tasks/asking";
import { TaskTable } from "../tasks/TaskTable";
import { NewTerminal } from "../terminals/NewTerminal";
import { AccessTab } from "./AccessTab";
import { LogsTab } from "./LogsTab";
import { NodeActions } from "./NodeActions";
import { PackagesTab } from "./PackagesTab";
import { useFirstSamples, useNode } from "./asking";
import { Gauge } from "./Gauge";
import { PROFILE_WORDS } from "./profiles";
import { NodeState } from "./words";
import "./nodes.css";

const MeasuresTab = lazy(() => import("./MeasuresTab").then((module) => ({ default: module.MeasuresTab })));

const TAB_WORDS: Record<NodeTab, string> = {
  measures: "Measures",
  tasks: "Tasks",
  packages: "Packages",
  logs: "Logs",
  events: "Events",
  access: "Access",
};

export function NodePage() {
  const { nodeId } = useParams({ from: "/w/$slug/nodes/$nodeId" });
  const node = useNode(nodeId);
  useFirstSamples(useMemo(() => [nodeId], [nodeId]));
  if (node.isPending) return <Skeleton />;
  if (!node.data) return <Trouble what="The node" error={node.error ?? new Error("There is no such node any more")} retry={() => void node.refetch()} />;
  return (
    <>
      {node.isError && <Trouble what="The node" error={node.error} retry={() => void node.refetch()} stale />}
      <Body node={node.data} />
    </>
  );
}

function Body({ node }: { node: Node }) {
  const workspace = useWorkspace();
  const search = useSearch({ from: "/w/$slug/nodes/$nodeId" });
  const navigate = useNavigate({ from: "/w/$slug/nodes/$nodeId" });
  const tab = search.tab ?? "measures";
  const change = mayChange(workspace);
  const tabs = NODE_TABS.filter((one) => change || (one !== "logs" && one !== "access"));
  const panels: Record<NodeTab, () => ReactNode> = {
    measures: () => (
      <Suspense fallback={<Skeleton />}>
        <MeasuresTab node={node} />
      </Suspense>
    ),
    tasks: () => <TasksTab node={node} />,
    packages: () => <PackagesTab node={node} />,
    logs: () => <LogsTab node={node} />,
    events: () => <EventsTab node={node} />,
    access: () => <AccessTab node={node} />,
  };
  return (
    <>
      <PageHead
        title={node.name}
        sub={
          <span className="row wrap">
            <NodeState node={node} />
            {node.status === "offline" && (
              <span>
                last seen <Time at={node.lastSeenAt} />
              </span>
            )}
            {node.hostname !== node.name && <span className="mono">{node.hostname}</span>}
          </span>
        }
      >
        {change && (
          <>
            <Link to="/w/$slug/tasks/new" params={{ slug: workspace.slug }} search={{ nodes: node.id }} className="button">
              Run a task
            </Link>
            <NewTerminal node={node} />
            <NodeActions node={node} />
          </>
        )}
      </PageHead>
      {node.maintenanceMode && (
        <div className="notice warn" role="status">
          <div>
            <strong>In maintenance: no new task is given to it</strong>
            {node.maintenanceReason ?? "No reason was given"}, since <Time at={node.maintenanceStartedAt} />.
          </div>
        </div>
      )}
      <Facts node={node} />
      <div className="tabs" role="tablist" aria-label="Parts of the node" onKeyDown={(event) => moveTab(event, tabs, tab, (next) => void navigate({ search: (before) => ({ ...before, tab: next }), replace: true }))}>
        {tabs.map((one) => (
          <button key={one} type="button" role="tab" id={`tab-${one}`} aria-controls="panel" aria-selected={one === tab} tabIndex={one === tab ? 0 : -1} className="tab" onClick={() => void navigate({ search: (before) => ({ ...before, tab: one }), replace: true })}>
            {TAB_WORDS[one]}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="panel" aria-labelledby={`tab-${tab}`} className="stack">
        {panels[tab]()}
      </div>
    </>
  );
}

function moveTab(event: React.KeyboardEvent, tabs: readonly NodeTab[], tab: NodeTab, choose: (tab: NodeTab) => void): void {
  const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
  if (step === 0 || !next) return;
  choose(next);
  document.getElementById(`tab-${next}`)?.focus();
}

function Facts({ node }: { node: Node }) {
  const sample = useSample(node.id);
  const shown = node.status === "online" ? sample : undefined;
  const facts: [string, ReactNode][] = [
    ["System", `${node.os} ${node.platformVersion ?? ""}`.trim()],
    ["Kernel", node.kernelVersion ?? "–"],
    ["Architecture", node.arch],
    ["Agent", node.agentVersion ?? "–"],
    ["Up for", shown?.uptimeSeconds ? duration(shown.uptimeSeconds * 1000) : "–"],
    ["Joined", <Time key="joined" at={node.createdAt} />],
  ];
  return (
    <div className="card node-facts">
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="cut" title={typeof value === "string" ? value : undefined}>
              {value}
            </dd>
          </div>
        ))}
        {(["cpu", "memory", "disk"] as const).map((name) => (
          <div key={name}>
            <dt>{name === "cpu" ? "CPU" : name === "memory" ? "Memory" : "Disk"}</dt>
            <dd>
              <Gauge value={shown?.[`${name}Usage`]} label={name} />
            </dd>
          </div>
        ))}
        <div>
          <dt>Root access</dt>
          <dd className="cut" title={PROFILE_WORDS[node.rootAccessAppliedProfile]}>
            {node.rootAccessAppliedProfile === "off" ? "off" : <Badge tone="warn">{node.rootAccessAppliedProfile.replaceAll("_", " and ")}</Badge>}
          </dd>
        </div>
      </dl>
    </div>
  );
}

function TasksTab({ node }: { node: Node }) {
  const workspace = useWorkspace();
  const tasks = useTasks({ nodeId: node.id }, 20);
  if (tasks.isPending) return <Skeleton />;
  if (!tasks.data) return <Trouble what="Tasks" error={tasks.error} retry={() => void tasks.refetch()} />;
  if (tasks.data.items.length === 0) return <Empty title="No task has run here yet" />;
  return (
    <>
      <Card flush>
        <TaskTable tasks={tasks.data.items} withNode={false} />
      </Card>
      <Link to="/w/$slug/tasks" params={{ slug: workspace.slug }} search={{ nodeId: node.id }}>
        All {tasks.data.total} tasks of this node
      </Link>
    </>
  );
}

function EventsTab({ node }: { node: Node }) {
  const events = useEvents({ nodeId: node.id }, 50);
  if (events.isPending) return <Skeleton />;
  if (!events.data) return <Trouble what="Events" error={events.error} retry={() => void events.refetch()} />;
  if (events.data.length === 0) return <Empty title="Nothing has happened to this node yet" />;
  return (
    <Card flush>
      <EventTable events={events.data} withNode={false} />
    </Card>
  );
}

