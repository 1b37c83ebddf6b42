import { Link } from "@tanstack/react-router";
import type { NodeInstall } from "../../api/types";
import { useWorkspace } from "../../app/workspace";
import { Badge, Card, Progress, type Tone } from "../../ui/parts";
import { Time } from "../../ui/time";

const TONES: Record<NodeInstall["status"], Tone> = {
  pending: "none",
  installing: "busy",
  completed: "good",
  failed: "bad",
  expired: "warn",
};

/** Nodes that were prepared with a command, and how far each is. */
export function Installs({ installs }: { installs: NodeInstall[] }) {
  const workspace = useWorkspace();
  return (
    <Card title="Prepared by a command" flush>
      <div className="table-scroll">
        <table className="table folds">
          <thead>
            <tr>
              <th>Node</th>
              <th className="tight">State</th>
              <th>Progress</th>
              <th className="tight">Made</th>
            </tr>
          </thead>
          <tbody>
            {installs.map((install) => (
              <tr key={install.installId}>
                <td>
                  {install.nodeId ? (
                    <Link to="/w/$slug/nodes/$nodeId" params={{ slug: workspace.slug, nodeId: install.nodeId }}>
                      {install.nodeName}
                    </Link>
                  ) : (
                    install.nodeName
                  )}
                </td>
                <td className="tight">
                  <Badge tone={TONES[install.status]}>{install.status}</Badge>
                </td>
                <td>
                  <InstallProgress install={install} />
                </td>
                <td className="tight soft">
                  <Time at={install.createdAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

export function InstallProgress({ install }: { install: NodeInstall }) {
  return (
    <div className="stack tight" style={{ gap: 4, minWidth: 120 }}>
      {install.status === "installing" && <Progress percent={install.progressPercent} label={`Installation of ${install.nodeName}`} />}
      <span className="small soft">{install.statusMessage ?? install.stage.replaceAll("_", " ")}</span>
    </div>
  );
}
