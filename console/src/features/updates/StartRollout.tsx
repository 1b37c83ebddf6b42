// Choosing the nodes that a version is brought to, with a summary before anything is begun.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Node } from "../../api/types";
import { useWorkspace } from "../../app/workspace";
import { Dialog } from "../../ui/floating";
import { Button, Choices, Empty, Skeleton, Trouble } from "../../ui/parts";
import { say } from "../../ui/toasts";
import { plural } from "../../ui/words";
import { allNodes } from "../nodes/asking";
import { NodeState } from "../nodes/words";
import { startRollout } from "./asking";
import { isWayBack } from "./rollout";
import type { Release } from "./types";

interface Props {
  release: Release;
  releases: readonly Release[];
  /** Nodes that were chosen elsewhere; without them the choice is made here. */
  nodes?: readonly Node[];
  onClose: () => void;
}

export function StartRollout({ release, releases, nodes, onClose }: Props) {
  const workspace = useWorkspace();
  const [version, setVersion] = useState(release.version);
  const [which, setWhich] = useState<"online" | "all">("online");
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const known = useQuery({
    queryKey: ["nodes", workspace.id, "all"],
    queryFn: ({ signal }) => allNodes(workspace, {}, signal),
    enabled: nodes === undefined,
  });
  const all = nodes ?? known.data;
  const others = all?.filter((node) => node.agentVersion !== version) ?? [];
  const offered = nodes ? others : others.filter((node) => which === "all" || (node.status === "online" && !node.maintenanceMode));
  const chosen = offered.filter((node) => !left.has(node.id));
  const back = chosen.some((node) => isWayBack(releases, version, node.agentVersion));
  const turn = (id: string, on: boolean) => {
    const next = new Set(left);
    if (on) next.delete(id);
    else next.add(id);
    setLeft(next);
  };
  const start = async () => {
    setBusy(true);
    setError(null);
    try {
      await startRollout(chosen.map((node) => node.id), version, back);
      say(`The rollout of ${version} has begun`);
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <Dialog open onClose={onClose} wide title="Bring a version to nodes" description="One node after another. The first that fails stops the rollout; a node keeps its old version when the new one does not prove itself.">
      <div className="stack">
        <div className="row wrap">
          <select className="input" aria-label="Version" value={version} onChange={(event) => setVersion(event.target.value)}>
            {releases.map((one) => (
              <option key={one.version}>{one.version}</option>
            ))}
          </select>
          {nodes === undefined && (
            <Choices
              label="Which nodes"
              value={which}
              choices={[
                { value: "online", label: "Online" },
                { value: "all", label: "All" },
              ]}
              onChoose={setWhich}
            />
          )}
        </div>
        {nodes === undefined && known.isPending && <Skeleton rows={4} />}
        {known.isError && <Trouble what="Nodes" error={known.error} retry={() => void known.refetch()} />}
        {all && offered.length === 0 && <Empty title={`Every node ${nodes ? "chosen" : which === "online" ? "that is online" : "here"} runs ${version}`} />}
        {offered.length > 0 && (
          <ul className="many-nodes stack tight" aria-label="Nodes">
            {offered.map((node) => (
              <li key={node.id} className="spread">
                <label className="check grow">
                  <input type="checkbox" checked={!left.has(node.id)} onChange={(event) => turn(node.id, event.target.checked)} />
                  <span className="cut">{node.name}</span>
                  <span className="soft small number">{node.agentVersion ?? "unknown"}</span>
                </label>
                <NodeState node={node} />
              </li>
            ))}
          </ul>
        )}
        {back && (
          <div className="notice warn">
            <div>
              <strong>This is a way back</strong>
              {version} is, or may be, older than what some of these nodes run.
            </div>
          </div>
        )}
        {error !== null && <Trouble what="Not begun" error={error} />}
        <footer className="row" style={{ justifyContent: "flex-end" }}>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="first" disabled={busy || chosen.length === 0} onClick={() => void start()}>
            {back ? `Take ${plural(chosen.length, "node")} back to ${version}` : `Update ${plural(chosen.length, "node")} to ${version}`}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}
