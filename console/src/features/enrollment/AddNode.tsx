// One command to paste on a machine, and what comes of it.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState, type FormEvent } from "react";
import { get, post } from "../../api/call";
import { live } from "../../api/live";
import { queries } from "../../api/queries";
import type { CreatedNodeInstall, NodeInstall } from "../../api/types";
import { inWorkspace, useWorkspace } from "../../app/workspace";
import { Button, Progress, Trouble } from "../../ui/parts";
import { Dialog } from "../../ui/floating";
import { useNow } from "../../ui/time";
import { span } from "../../ui/words";

export function AddNode({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [made, setMade] = useState<CreatedNodeInstall | null>(null);
  const close = () => {
    setMade(null);
    onClose();
  };
  return (
    <Dialog open={open} onClose={close} title="Add a node" wide description={made ? "Run this as root on the machine. The token in it is shown only here." : "The node joins by one command, without an approval."}>
      {made ? <Command made={made} onClose={close} /> : <Name onMade={setMade} onClose={close} />}
    </Dialog>
  );
}

function Name({ onMade, onClose }: { onMade: (made: CreatedNodeInstall) => void; onClose: () => void }) {
  const workspace = useWorkspace();
  const [name, setName] = useState("");
  const [error, setError] = useState<unknown>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      onMade(await post<CreatedNodeInstall>(inWorkspace(workspace, "/node-installs"), { nodeName: name }));
      void queries.invalidateQueries({ queryKey: ["installs"] });
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <div className="field">
        <label htmlFor="node-name">Name</label>
        <input id="node-name" className="input" autoFocus required minLength={2} maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
        <span className="hint">As you will see it in lists; it may differ from the hostname.</span>
      </div>
      {error !== null && <Trouble what="Not prepared" error={error} />}
      <footer>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="first">
          Make the command
        </Button>
      </footer>
    </form>
  );
}

function Command({ made, onClose }: { made: CreatedNodeInstall; onClose: () => void }) {
  const workspace = useWorkspace();
  const now = useNow();
  const [copied, setCopied] = useState(false);
  const key = ["install", workspace.id, made.installId];
  const install = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get<NodeInstall>(inWorkspace(workspace, `/node-installs/${made.installId}`), undefined, signal),
    refetchInterval: 5_000,
    initialData: made,
  });
  useEffect(() => live.on("node-install.updated", (news) => news.installId === made.installId && queries.setQueryData(key, news)), [made.installId]);
  const { status, statusMessage, stage, progressPercent, nodeId, expiresAt } = install.data;
  const copy = async () => {
    await navigator.clipboard.writeText(made.installCommand);
    setCopied(true);
  };
  return (
    <div className="stack">
      <pre className="install-command" tabIndex={0} aria-label="The command">
        {made.installCommand}
      </pre>
      <div className="row">
        <Button onClick={() => void copy()}>{copied ? "Copied" : "Copy"}</Button>
        {status === "pending" && <span className="soft small">Good for {span(Date.parse(expiresAt) - now)} more.</span>}
      </div>
      <div className="stack tight" role="status">
        <Progress percent={status === "completed" ? 100 : progressPercent} label="Installation" />
        <span>{status === "pending" ? "Waiting for the command to be run" : (statusMessage ?? stage.replaceAll("_", " "))}</span>
      </div>
      <footer>
        {nodeId && (
          <Link className="button first" to="/w/$slug/nodes/$nodeId" params={{ slug: workspace.slug, nodeId }} onClick={onClose}>
            To the node
          </Link>
        )}
        <Button onClick={onClose}>Close</Button>
      </footer>
    </div>
  );
}
