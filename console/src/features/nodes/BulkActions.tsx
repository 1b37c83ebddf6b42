// What can be done to all chosen nodes at once: a task, maintenance, an update. Each says first whom it will reach.
import { useNavigate } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { post } from "../../api/call";
import { eachOf, type Failed } from "../../api/many";
import { queries } from "../../api/queries";
import type { Node } from "../../api/types";
import { patchNode } from "../../app/news";
import { inWorkspace, useWorkspace } from "../../app/workspace";
import { Dialog, Menu } from "../../ui/floating";
import { Button, Progress, Trouble } from "../../ui/parts";
import { say } from "../../ui/toasts";
import { plural } from "../../ui/words";
import { useSession } from "../auth/session";
import { hand } from "../tasks/handover";
import { useReleases } from "../updates/asking";
import { StartRollout } from "../updates/StartRollout";

const AT_ONCE = 6;

type Asking = "begin" | "end" | "update" | null;

interface Props {
  nodes: readonly Node[];
  /** Told what has become of those that were changed. */
  onChanged: (nodes: readonly Node[]) => void;
}

export function BulkActions({ nodes, onChanged }: Props) {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const { user } = useSession();
  const mayUpdate = user.role === "platform_admin";
  const [asking, setAsking] = useState<Asking>(null);
  const releases = useReleases(mayUpdate);
  const latest = releases.data?.[0];
  return (
    <>
      <Menu
        trigger={<Button>Maintenance</Button>}
        entries={[
          { label: "Begin maintenance", run: () => setAsking("begin"), disabled: nodes.every((node) => node.maintenanceMode) ? "All of them are in maintenance" : undefined },
          { label: "End maintenance", run: () => setAsking("end"), disabled: nodes.some((node) => node.maintenanceMode) ? undefined : "None of them is in maintenance" },
        ]}
      />
      {mayUpdate && (
        <Button disabled={!latest} title={latest ? undefined : "This server offers no releases"} onClick={() => setAsking("update")}>
          Update
        </Button>
      )}
      <Button look="first" onClick={() => void navigate({ to: "/w/$slug/tasks/new", params: { slug: workspace.slug }, search: hand(nodes.map((node) => node.id)) })}>
        Run a task on {nodes.length === 1 ? "it" : "them"}
      </Button>
      {(asking === "begin" || asking === "end") && <Maintenance nodes={nodes.filter((node) => node.maintenanceMode === (asking === "end"))} begin={asking === "begin"} onChanged={onChanged} onClose={() => setAsking(null)} />}
      {asking === "update" && latest && <StartRollout release={latest} releases={releases.data ?? []} nodes={nodes} onClose={() => setAsking(null)} />}
    </>
  );
}

function Maintenance({ nodes, begin, onChanged, onClose }: Props & { begin: boolean; onClose: () => void }) {
  const workspace = useWorkspace();
  const [reason, setReason] = useState("");
  const [done, setDone] = useState<number | null>(null);
  const [failed, setFailed] = useState<Failed<Node>[]>([]);
  const [targets] = useState(nodes);
  const start = async (event: FormEvent) => {
    event.preventDefault();
    setDone(0);
    const body = begin && reason ? { reason } : {};
    const changed: Node[] = [];
    const set = async (node: Node) => {
      const now = await post<Node>(inWorkspace(workspace, `/nodes/${node.id}/maintenance/${begin ? "enable" : "disable"}`), body);
      patchNode(queries, node.id, now);
      changed.push(now);
    };
    const broken = await eachOf(targets, AT_ONCE, set, setDone);
    onChanged(changed);
    void queries.invalidateQueries({ queryKey: ["nodes"] });
    if (broken.length > 0) return setFailed(broken);
    say(begin ? `Maintenance of ${plural(targets.length, "node")} has begun` : `${plural(targets.length, "node")} work again`);
    onClose();
  };
  const words = begin ? "Tasks that run go on; new ones are refused until maintenance ends." : "They take tasks again.";
  return (
    <Dialog open onClose={onClose} title={`${begin ? "Begin" : "End"} maintenance of ${plural(targets.length, "node")}`} description={words}>
      <form className="stack" onSubmit={(event) => void start(event)}>
        <p className="small soft">{names(targets)}</p>
        {begin && (
          <div className="field">
            <label htmlFor="bulk-reason">Reason (optional)</label>
            <input id="bulk-reason" className="input" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
          </div>
        )}
        {done !== null && <Progress percent={(100 * done) / Math.max(1, targets.length)} label="Nodes that are done" />}
        {failed.slice(0, 3).map(({ item, error }) => (
          <Trouble key={item.id} what={item.name} error={error} />
        ))}
        {failed.length > 3 && <p className="small">And {failed.length - 3} more could not be changed.</p>}
        <footer>
          <Button onClick={onClose}>{failed.length > 0 ? "Close" : "Cancel"}</Button>
          <Button type="submit" look="first" disabled={done !== null}>
            {begin ? "Begin" : "End"} maintenance
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

const SHOWN = 12;

function names(nodes: readonly Node[]): string {
  const shown = nodes.slice(0, SHOWN).map((node) => node.name).join(", ");
  return nodes.length > SHOWN ? `${shown} and ${nodes.length - SHOWN} more` : shown;
}
