import { useState, type FormEvent } from "react";
import { post } from "../../api/call";
import { queries } from "../../api/queries";
import { ROOT_PROFILES, type Node, type RootProfile } from "../../api/types";
import { patchNode } from "../../app/news";
import { inWorkspace, useWorkspace } from "../../app/workspace";
import { Badge, Button, Card, Trouble } from "../../ui/parts";
import { useNow } from "../../ui/time";
import { say } from "../../ui/toasts";
import { exact, span } from "../../ui/words";
import { PROFILE_WORDS } from "./profiles";

const ENDS = [
  { seconds: 900, label: "15 minutes" },
  { seconds: 3_600, label: "1 hour" },
  { seconds: 14_400, label: "4 hours" },
  { seconds: 86_400, label: "1 day" },
  { seconds: 0, label: "No end" },
];
const HOUR = 3_600;

/** Root access: what is wanted, what is applied, until when; and the change of it. */
export function AccessTab({ node }: { node: Node }) {
  const workspace = useWorkspace();
  const now = useNow();
  const [profile, setProfile] = useState<RootProfile>(node.rootAccessProfile === "off" ? "operational" : node.rootAccessProfile);
  const [seconds, setSeconds] = useState(HOUR);
  const [reason, setReason] = useState("");
  const [error, setError] = useState<unknown>(null);
  const set = async (body: Record<string, unknown>) => {
    setError(null);
    try {
      patchNode(queries, node.id, await post<Node>(inWorkspace(workspace, `/nodes/${node.id}/root-access`), body));
      say("The node will be told");
    } catch (failure) {
      setError(failure);
    }
  };
  const grant = (event: FormEvent) => {
    event.preventDefault();
    void set({ profile, ...(seconds > 0 && profile !== "off" ? { expiresInSeconds: seconds } : {}), ...(reason ? { reason } : {}) });
  };
  return (
    <div className="split">
      <Card title="Grant root access">
        <form className="stack" onSubmit={grant}>
          <div className="field">
            <label htmlFor="profile">What may run as root</label>
            <select id="profile" className="input" value={profile} onChange={(event) => setProfile(event.target.value as RootProfile)}>
              {ROOT_PROFILES.filter((one) => one !== "off").map((one) => (
                <option key={one} value={one}>
                  {PROFILE_WORDS[one]}
                </option>
              ))}
            </select>
          </div>
          <div className="field">
            <label htmlFor="end">For</label>
            <select id="end" className="input" value={seconds} onChange={(event) => setSeconds(Number(event.target.value))}>
              {ENDS.map((one) => (
                <option key={one.seconds} value={one.seconds}>
                  {one.label}
                </option>
              ))}
            </select>
          </div>
          <div className="field">
            <label htmlFor="reason">Reason (optional)</label>
            <input id="reason" className="input" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
          </div>
          {error !== null && <Trouble what="Not granted" error={error} />}
          <div className="row">
            <Button type="submit" look="first">
              Grant
            </Button>
            {node.rootAccessProfile !== "off" && (
              <Button look="danger" onClick={() => void set({ profile: "off" })}>
                Take all of it away
              </Button>
            )}
          </div>
        </form>
      </Card>
      <Card title="Now">
        <dl className="facts">
          <dt>Wanted</dt>
          <dd>{PROFILE_WORDS[node.rootAccessProfile]}</dd>
          <dt>Applied</dt>
          <dd>{PROFILE_WORDS[node.rootAccessAppliedProfile]}</dd>
          <dt>State</dt>
          <dd>
            <Badge tone={node.rootAccessSyncStatus === "applied" ? "good" : node.rootAccessSyncStatus === "failed" ? "bad" : "busy"}>{node.rootAccessSyncStatus}</Badge>
          </dd>
          {node.rootAccessExpiresAt && (
            <>
              <dt>Ends</dt>
              <dd title={exact(node.rootAccessExpiresAt)}>in {span(Date.parse(node.rootAccessExpiresAt) - now)}</dd>
            </>
          )}
          {node.rootAccessReason && (
            <>
              <dt>Reason</dt>
              <dd>{node.rootAccessReason}</dd>
            </>
          )}
          {node.rootAccessLastError && (
            <>
              <dt>Last error</dt>
              <dd>{node.rootAccessLastError}</dd>
            </>
          )}
        </dl>
      </Card>
    </div>
  );
}
