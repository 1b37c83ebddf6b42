// What can be done to a node beside running tasks: maintenance, what runs as root by itself, the token, its end.
import { useNavigate } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { post, remove } from "../../api/call";
import { queries } from "../../api/queries";
import type { Node, Task } from "../../api/types";
import { patchNode } from "../../app/news";
import { inWorkspace, useWorkspace } from "../../app/workspace";
import { Button, Trouble } from "../../ui/parts";
import { Dialog, Menu } from "../../ui/floating";
import { Icon } from "../../ui/icons";
import { complain, say } from "../../ui/toasts";
import { forgetNode } from "./asking";
import { allows } from "./profiles";

const OPERATIONS = [
  { label: "Reboot", command: "reboot" },
  { label: "Restart the agent", command: "systemctl restart noderax-agent" },
  { label: "Update the package index", command: "apt-get update" },
];

type Asking = "maintenance" | "delete" | "revoke" | null;

export function NodeActions({ node }: { node: Node }) {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<Asking>(null);
  const path = inWorkspace(workspace, `/nodes/${node.id}`);
  const operational = allows(node.rootAccessAppliedProfile, "operational");
  const operate = async (label: string, command: string) => {
    try {
      const task = await post<Task>(inWorkspace(workspace, "/tasks"), { nodeId: node.id, type: "shell.exec", payload: { command, runAsRoot: true, rootScope: "operational" } });
      await navigate({ to: "/w/$slug/tasks/$taskId", params: { slug: workspace.slug, taskId: task.id } });
    } catch (failure) {
      complain(label, failure);
    }
  };
  const endMaintenance = async () => {
    try {
      patchNode(queries, node.id, await post<Node>(`${path}/maintenance/disable`));
      say(`${node.name} works again`);
    } catch (failure) {
      complain("Maintenance", failure);
    }
  };
  return (
    <>
      <Menu
        trigger={
          <Button icon aria-label="More actions">
            <Icon name="more" />
          </Button>
        }
        entries={[
          node.maintenanceMode ? { label: "End maintenance", run: () => void endMaintenance() } : { label: "Begin maintenance", run: () => setAsking("maintenance") },
          null,
          ...OPERATIONS.map(({ label, command }) => ({
            label,
            run: () => void operate(label, command),
            disabled: operational ? undefined : "Needs operational root access, which is not applied",
          })),
          null,
          { label: "Take the agent's token away", run: () => setAsking("revoke"), danger: true },
          { label: "Delete the node", run: () => setAsking("delete"), danger: true },
        ]}
      />
      <Ask open={asking === "maintenance"} onClose={() => setAsking(null)} title={`Begin maintenance of ${node.name}`} description="Tasks that run go on; new ones wait until maintenance ends." label="Reason (optional)" act="Begin maintenance" optional
        run={async (reason) => patchNode(queries, node.id, await post<Node>(`${path}/maintenance/enable`, reason ? { reason } : {}))}
      />
      <Ask open={asking === "revoke"} onClose={() => setAsking(null)} title={`Take the token of ${node.name}'s agent away`} description="The agent is refused from then on. Its machine may enroll again under the same name, and is the same node then." label={`Type the name "${node.name}"`} act="Take it away" danger expected={node.name}
        run={async () => patchNode(queries, node.id, await post<Node>(`${path}/revoke-token`))}
      />
      <Ask open={asking === "delete"} onClose={() => setAsking(null)} title={`Delete ${node.name}`} description="The node goes with all its tasks, logs and measures. This cannot be undone." label={`Type the name "${node.name}"`} act="Delete" danger expected={node.name}
        run={async () => {
          await remove(path);
          say(`${node.name} was deleted`);
          await navigate({ to: "/w/$slug/nodes", params: { slug: workspace.slug } });
          forgetNode(workspace, node.id);
        }}
      />
    </>
  );
}

interface AskProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description: string;
  label: string;
  act: string;
  danger?: boolean;
  optional?: boolean;
  expected?: string;
  run: (text: string) => Promise<void>;
}

/** A question with one line to type; what is dangerous wants a name typed. */
function Ask({ open, onClose, title, description, label, act, danger, optional, expected, run }: AskProps) {
  const [text, setText] = useState("");
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const close = () => {
    setText("");
    setError(null);
    onClose();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await run(text);
      close();
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  };
  return (
    <Dialog open={open} onClose={close} title={title} description={description}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <div className="field">
          <label htmlFor="answer">{label}</label>
          <input id="answer" className="input" autoFocus autoComplete="off" required={!optional} maxLength={500} value={text} onChange={(event) => setText(event.target.value)} />
        </div>
        {error !== null && <Trouble what="Not done" error={error} />}
        <footer>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" look={danger ? "danger" : "first"} disabled={busy || (expected !== undefined && text !== expected)}>
            {act}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
