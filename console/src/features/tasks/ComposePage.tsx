import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useState, type FormEvent } from "react";
import { post } from "../../api/call";
import { chunks } from "../../api/many";
import type { Node, Task } from "../../api/types";
import { inWorkspace, mayChange, useWorkspace } from "../../app/workspace";
import { Button, Card, Empty, PageHead, Skeleton, Trouble } from "../../ui/parts";
import { plural } from "../../ui/words";
import { nodesByIds } from "../nodes/asking";
import { taken } from "./handover";
import { summary, type Summary } from "./preview";
import { Targets } from "./Targets";
import "./tasks.css";

const WAITS = [
  { seconds: 600, label: "10 minutes" },
  { seconds: 3_600, label: "1 hour" },
  { seconds: 86_400, label: "1 day" },
  { seconds: 604_800, label: "7 days" },
];
const DAY = 86_400;
/** Tasks are made for so many nodes with one call. */
const BATCH = 500;

export function ComposePage() {
  const workspace = useWorkspace();
  const search = useSearch({ from: "/w/$slug/tasks/new" });
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<ReadonlyMap<string, Node>>(new Map());
  const [command, setCommand] = useState(search.command ?? "");
  const [timeout, setTimeoutSeconds] = useState("600");
  const [wait, setWait] = useState(DAY);
  const [asRoot, setAsRoot] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(0);
  const ids = taken(search);
  const asked = useQuery({
    queryKey: ["asked-nodes", workspace.id, search.nodes, search.choice],
    queryFn: ({ signal }) => nodesByIds(workspace, ids ?? [], signal),
    enabled: ids !== null && ids.length > 0,
  });
  useEffect(() => {
    if (asked.data) setChosen(new Map(asked.data.map((node) => [node.id, node])));
  }, [asked.data]);
  const parts = useMemo(() => summary([...chosen.values()], asRoot), [chosen, asRoot]);
  const targets = [...parts.now, ...parts.later];

  const run = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    const fanOutId = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
    const many = targets.length > 1;
    const body = {
      type: "shell.exec",
      payload: {
        command,
        timeout_seconds: Number(timeout),
        ...(asRoot ? { runAsRoot: true, rootScope: "task" } : {}),
        ...(many ? { fanOutId } : {}),
      },
      queueTimeoutSeconds: wait,
    };
    try {
      let first: Task | undefined;
      for (const [number, some] of chunks(targets, BATCH).entries()) {
        const made = await post<Task[]>(inWorkspace(workspace, "/tasks/batch"), { ...body, nodeIds: some.map((node) => node.id) }, { "idempotency-key": `${fanOutId}-${number}` });
        first ??= made[0];
        setDone((before) => before + some.length);
      }
      if (many) await navigate({ to: "/w/$slug/fan-outs/$fanOutId", params: { slug: workspace.slug, fanOutId }, search: { at: first?.createdAt } });
      else if (first) await navigate({ to: "/w/$slug/tasks/$taskId", params: { slug: workspace.slug, taskId: first.id } });
    } catch (failure) {
      setError(failure);
      setDone(0);
      setBusy(false);
    }
  };
  if (!mayChange(workspace)) {
    return (
      <Empty title="You may look, but not run tasks">
        <p>An owner or administrator of this workspace can run tasks, or make you one.</p>
      </Empty>
    );
  }
  return (
    <form onSubmit={(event) => void run(event)} className="stack">
      <PageHead title="Run a task" />
      <div className="pair">
        <div className="stack">
          <Card title="Command">
            <div className="stack">
              <div className="field">
                <label htmlFor="command">Shell command</label>
                <textarea id="command" className="input" rows={6} required spellCheck={false} autoFocus value={command} onChange={(event) => setCommand(event.target.value)} placeholder="uptime" />
                <span className="hint">Runs by /bin/sh as the agent's user; several lines are one script.</span>
              </div>
              <div className="row wrap" style={{ gap: 16 }}>
                <div className="field">
                  <label htmlFor="timeout">End it after (seconds)</label>
                  <input id="timeout" className="input number" type="number" min={1} max={604800} required value={timeout} onChange={(event) => setTimeoutSeconds(event.target.value)} />
                </div>
                <div className="field">
                  <label htmlFor="wait">Wait for a node at most</label>
                  <select id="wait" className="input" value={wait} onChange={(event) => setWait(Number(event.target.value))}>
                    {WAITS.map((one) => (
                      <option key={one.seconds} value={one.seconds}>
                        {one.label}
                      </option>
                    ))}
                  </select>
                </div>
              </div>
              <label className="check">
                <input type="checkbox" checked={asRoot} onChange={(event) => setAsRoot(event.target.checked)} />
                Run as root, where root access for tasks is applied
              </label>
            </div>
          </Card>
          {ids === null && <Trouble what="The chosen nodes" error={new Error("They were chosen in another tab, which alone knows them. Choose the targets here.")} />}
          {asked.isFetching && <Skeleton rows={2} />}
          {asked.isError && <Trouble what="The chosen nodes" error={asked.error} retry={() => void asked.refetch()} />}
          <Preview parts={parts} />
          {error !== null && <Trouble what="Not started" error={error} />}
          <div className="row">
            <Button type="submit" look="first" disabled={busy || targets.length === 0 || command.trim() === ""}>
              {targets.length > 1 ? `Run on ${targets.length} nodes` : "Run"}
            </Button>
            {busy && targets.length > BATCH && <span className="soft number">{`made for ${done} of ${targets.length}`}</span>}
            {targets.length === 0 && <span className="soft small">{chosen.size === 0 ? "Choose a target first." : "No chosen node would take it."}</span>}
          </div>
        </div>
        <Targets chosen={chosen} onChange={setChosen} />
      </div>
    </form>
  );
}

function Preview({ parts }: { parts: Summary }) {
  const names = (nodes: Node[]) => nodes.slice(0, 12).map((node) => node.name).join(", ") + (nodes.length > 12 ? ` and ${nodes.length - 12} more` : "");
  const rows = [
    { nodes: parts.now, tone: "good", words: "to start at once, when a slot is free" },
    { nodes: parts.later, tone: "warn", words: "to wait for, until online" },
    { nodes: parts.refused, tone: "bad", words: "left out: in maintenance, or without root access for tasks" },
  ].filter((row) => row.nodes.length > 0);
  if (rows.length === 0) return null;
  return (
    <Card title="What will happen">
      <ul className="stack tight" style={{ listStyle: "none" }}>
        {rows.map((row) => (
          <li key={row.tone}>
            <span className={`badge ${row.tone}`}>{plural(row.nodes.length, "node")}</span> {row.words}
            <div className="small soft">{names(row.nodes)}</div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
