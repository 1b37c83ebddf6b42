import type { Happening, Severity } from "../../api/types";
import { Badge, type Tone } from "../../ui/parts";
import { Time } from "../../ui/time";
import { NodeName } from "../nodes/NodeName";

const TONES: Record<Severity, Tone> = { info: "none", warning: "warn", critical: "bad" };

export function EventTable({ events, withNode = true }: { events: Happening[]; withNode?: boolean }) {
  return (
    <div className="table-scroll">
      <table className="table folds">
        <thead>
          <tr>
            <th className="tight">When</th>
            <th className="tight">Severity</th>
            <th style={{ width: "99%" }}>What</th>
            {withNode && <th className="tight">Node</th>}
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={event.id}>
              <td className="tight soft">
                <Time at={event.createdAt} />
              </td>
              <td className="tight">
                <Badge tone={TONES[event.severity]}>{event.severity}</Badge>
              </td>
              <td className="whole" style={{ overflowWrap: "anywhere" }}>
                {event.message}
                <div className="small faint">{event.type}</div>
              </td>
              {withNode && <td className="tight">{event.nodeId && <NodeName id={event.nodeId} />}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
