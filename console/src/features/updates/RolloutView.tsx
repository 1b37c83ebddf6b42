// A rollout: how far it is, why it stands, and each of its nodes with its state and reason.
import { Link } from "@tanstack/react-router";
import { useWorkspace } from "../../app/workspace";
import { Badge, Button, Progress, type Tone } from "../../ui/parts";
import { Sentence, Time } from "../../ui/time";
import { useDeed } from "../../ui/useDeed";
import { plural } from "../../ui/words";
import { decide, type Deed } from "./asking";
import { decisions, inOrder, isActive, percentOf, statusTone, statusWords } from "./rollout";
import type { Rollout, RolloutTarget } from "./types";

const TONES: Record<Rollout["status"], Tone> = { running: "busy", paused: "warn", completed: "good", cancelled: "none" };

export const RolloutState = ({ rollout }: { rollout: Rollout }) => <Badge tone={TONES[rollout.status]}>{rollout.status}</Badge>;

export const rolloutTitle = (rollout: Rollout): string => `${rollout.rollback ? "Back to" : "To"} ${rollout.targetVersion}`;

/** A rollout in one paragraph, with what can be decided about all of it. */
export function RolloutHead({ rollout }: { rollout: Rollout }) {
  const { busy, run: runDeed } = useDeed("The rollout");
  const run = (deed: Deed, done: string) => runDeed(() => decide(rollout.id, deed), done);
  const { counts } = rollout;
  const parts = [
    `${counts.completed} of ${plural(counts.total, "node")} updated`,
    counts.active > 0 && `${counts.active} worked on`,
    counts.failed > 0 && `${counts.failed} failed`,
    counts.skipped > 0 && `${counts.skipped} skipped`,
    counts.pending > 0 && `${counts.pending} waiting`,
  ].filter(Boolean);
  return (
    <div className="stack tight">
      <div className="spread wrap">
        <div className="row wrap">
          <RolloutState rollout={rollout} />
          <span>{parts.join(", ")}</span>
        </div>
        {isActive(rollout) && (
          <div className="row">
            {rollout.status === "paused" && (
              <Button look="first" small disabled={busy} onClick={() => void run("resume", "The rollout goes on")}>
                Go on without it
              </Button>
            )}
            <Button look="danger" small disabled={busy} onClick={() => void run("cancel", "The rollout was cancelled")}>
              Cancel the rollout
            </Button>
          </div>
        )}
      </div>
      <Progress percent={percentOf(rollout)} label={`Rollout of ${rollout.targetVersion}`} />
      <p className={rollout.status === "paused" ? "warn-text" : "soft"}><Sentence text={rollout.statusMessage ?? ""} /></p>
    </div>
  );
}

export function TargetTable({ rollout }: { rollout: Rollout }) {
  return (
    <div className="table-scroll">
      <table className="table folds targets-of-rollout">
        <thead>
          <tr>
            <th>Node</th>
            <th className="tight">State</th>
            <th className="progress-column">Progress</th>
            <th className="wide-only">Version</th>
            <th className="reason-column">Why</th>
            <th className="tight wide-only">Changed</th>
            <th className="tight">
              <span className="hidden">Decide</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {inOrder(rollout.targets).map((target) => (
            <Target key={target.id} rollout={rollout} target={target} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Target({ rollout, target }: { rollout: Rollout; target: RolloutTarget }) {
  const workspace = useWorkspace();
  const { busy, run: runDeed } = useDeed(target.nodeNameSnapshot);
  const may = decisions(rollout, target);
  const run = (deed: "retry" | "skip") =>
    runDeed(
      () => decide(rollout.id, `targets/${target.id}/${deed}`),
      deed === "retry" ? `${target.nodeNameSnapshot} is tried again` : `${target.nodeNameSnapshot} is left as it is`,
    );
  return (
    <tr>
      <td style={{ overflowWrap: "anywhere", minWidth: 150 }}>
        {target.workspaceId === workspace.id ? (
          <Link to="/w/$slug/nodes/$nodeId" params={{ slug: workspace.slug, nodeId: target.nodeId }}>
            {target.nodeNameSnapshot}
          </Link>
        ) : (
          target.nodeNameSnapshot
        )}
      </td>
      <td className="tight">
        <Badge tone={statusTone(target.status)}>{statusWords(target.status)}</Badge>
      </td>
      <td className="whole">
        <div className="gauge">
          <Progress percent={target.progressPercent} label={`Update of ${target.nodeNameSnapshot}`} />
          <span className="number">{target.progressPercent}%</span>
        </div>
      </td>
      <td className="wide-only soft number" style={{ whiteSpace: "nowrap" }}>
        {target.previousVersion ?? "unknown"} → {target.targetVersion}
      </td>
      <td className="soft whole" style={{ overflowWrap: "anywhere" }}>
        <Sentence text={target.statusMessage ?? ""} />
      </td>
      <td className="tight soft wide-only">
        <Time at={target.updatedAt} />
      </td>
      <td className="tight">
        <div className="row">
          {may.retry && (
            <Button small disabled={busy} onClick={() => void run("retry")} aria-label={`Try ${target.nodeNameSnapshot} again`}>
              Try again
            </Button>
          )}
          {may.skip && (
            <Button small look="plain" disabled={busy} onClick={() => void run("skip")} aria-label={`Skip ${target.nodeNameSnapshot}`}>
              Skip
            </Button>
          )}
        </div>
      </td>
    </tr>
  );
}
