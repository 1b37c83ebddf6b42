// Alerts: what it is, since when, how often, when it was seen last and when it went; and what somebody decides about it.
import type { Alert } from "../../api/types";
import { mayChange, useWorkspace } from "../../app/workspace";
import { Menu } from "../../ui/floating";
import { Badge, Button } from "../../ui/parts";
import { Time, useNow } from "../../ui/time";
import { useDeed } from "../../ui/useDeed";
import { duration, exact, span } from "../../ui/words";
import { NodeName } from "../nodes/NodeName";
import { decide } from "./asking";
import { alertTitle, decisions, standing } from "./words";
import "./alerts.css";

const MUTES = [
  { seconds: 3_600, label: "Mute for an hour" },
  { seconds: 86_400, label: "Mute for a day" },
  { seconds: 604_800, label: "Mute for a week" },
  { seconds: 2_592_000, label: "Mute for 30 days" },
];

export function AlertTable({ alerts }: { alerts: Alert[] }) {
  return (
    <div className="table-scroll">
      <table className="table folds alerts">
        <thead>
          <tr>
            <th className="tight">State</th>
            <th>What</th>
            <th className="tight">Node</th>
            <th className="tight">Since</th>
            <th className="tight">
              <span className="hidden">Decide</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {alerts.map((alert) => (
            <Row key={alert.id} alert={alert} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ alert }: { alert: Alert }) {
  const workspace = useWorkspace();
  const now = useNow();
  const { tone, words } = standing(alert);
  return (
    <tr>
      <td className="tight">
        <Badge tone={tone}>{words}</Badge>
      </td>
      <td className="whole">
        <strong>{alertTitle(alert)}</strong>
        {alert.count > 1 && (
          <span className="times" title={`It has begun ${alert.count} times since ${exact(alert.startedAt)}`}>
            {alert.count}×
          </span>
        )}
        <div className="small soft" style={{ overflowWrap: "anywhere" }}>
          {alert.message}
        </div>
        <div className="small faint">
          <Aside alert={alert} now={now} />
        </div>
      </td>
      <td className="tight node">
        <NodeName id={alert.nodeId} />
      </td>
      <td className="tight soft since">
        <Time at={alert.startedAt} />
      </td>
      <td className="tight">{mayChange(workspace) && <Decide alert={alert} />}</td>
    </tr>
  );
}

/** When it was seen last, when it went, and who has put it aside. */
function Aside({ alert, now }: { alert: Alert; now: number }) {
  return (
    <>
      {alert.recoveredAt ? (
        <>
          recovered <Time at={alert.recoveredAt} />, after {duration(Date.parse(alert.recoveredAt) - Date.parse(alert.startedAt))}
        </>
      ) : (
        <>
          last seen <Time at={alert.lastSeenAt} />
        </>
      )}
      {alert.acknowledgedAt && `, acknowledged by ${alert.acknowledgedByEmailSnapshot ?? "somebody"}`}
      {alert.mutedUntil && (
        <span title={exact(alert.mutedUntil)}>
          , muted by {alert.mutedByEmailSnapshot} for {span(Date.parse(alert.mutedUntil) - now)} more
        </span>
      )}
    </>
  );
}

function Decide({ alert }: { alert: Alert }) {
  const workspace = useWorkspace();
  const { busy, run: runDeed } = useDeed(alertTitle(alert));
  const may = decisions(alert);
  const run = (deed: "acknowledge" | "mute" | "unmute", done: string, body?: Record<string, unknown>) =>
    runDeed(() => decide(workspace, alert, deed, body), done);
  return (
    <div className="row decide">
      {may.acknowledge && (
        <Button small disabled={busy} aria-label={`Acknowledge: ${alertTitle(alert)}`} onClick={() => void run("acknowledge", "Acknowledged: it is yours")}>
          Acknowledge
        </Button>
      )}
      <Menu
        trigger={
          <Button icon small look="plain" disabled={busy} aria-label={`More about: ${alertTitle(alert)}`}>
            ⋯
          </Button>
        }
        entries={
          may.unmute
            ? [{ label: "End the muting", run: () => void run("unmute", "It is heard again") }]
            : MUTES.map(({ seconds, label }) => ({ label, run: () => void run("mute", "Muted", { seconds }) }))
        }
      />
    </div>
  );
}
