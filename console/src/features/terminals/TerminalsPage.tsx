import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { get } from "../../api/call";
import type { TerminalSession, TerminalStatus } from "../../api/types";
import { inWorkspace, mayChange, useWorkspace } from "../../app/workspace";
import { Badge, Empty, PageHead, Skeleton, Trouble, type Tone } from "../../ui/parts";
import { Time, useNow } from "../../ui/time";
import { bytes, duration } from "../../ui/words";
import { useSession } from "../auth/session";
import { NodeName } from "../nodes/NodeName";
import { isLive } from "./tabs";

const TONES: Record<TerminalStatus, Tone> = { pending: "busy", open: "good", terminating: "warn", closed: "none", failed: "bad" };
const EVERY = 10_000;

/** The newest hundred terminals of the workspace. */
export function useTerminals() {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: ["terminals", workspace.id],
    queryFn: ({ signal }) => get<TerminalSession[]>(inWorkspace(workspace, "/terminal-sessions"), { limit: 100 }, signal),
    refetchInterval: EVERY,
    enabled: mayChange(workspace),
  });
}

export function TerminalsPage() {
  const workspace = useWorkspace();
  const sessions = useTerminals();
  if (!mayChange(workspace)) return <Empty title="Terminals are for owners and administrators of the workspace" />;
  return (
    <>
      <PageHead title="Terminals" sub="Open ones, and transcripts of those that have ended" />
      {sessions.isError && <Trouble what="Terminals" error={sessions.error} retry={() => void sessions.refetch()} stale={sessions.data !== undefined} />}
      <div className="table-frame">
        {sessions.isPending && <Skeleton />}
        {sessions.data?.length === 0 && (
          <Empty title="No terminal was opened yet">
            <p>Open one on a node's page. It survives a reload and a lost connection.</p>
            <Link to="/w/$slug/nodes" params={{ slug: workspace.slug }} search={{ status: "online" }} className="button">
              To the nodes
            </Link>
          </Empty>
        )}
        {sessions.data && sessions.data.length > 0 && <Rows sessions={sessions.data} />}
      </div>
    </>
  );
}

function Rows({ sessions }: { sessions: TerminalSession[] }) {
  const workspace = useWorkspace();
  const { user } = useSession();
  const now = useNow();
  return (
    <div className="table-scroll">
      <table className="table folds">
        <thead>
          <tr>
            <th className="tight">State</th>
            <th>Node</th>
            <th>Opened by</th>
            <th className="tight">Lasted</th>
            <th className="tight">Transcript</th>
            <th className="tight">Opened</th>
            <th className="tight">
              <span className="hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <tr key={session.id}>
              <td className="tight">
                <Badge tone={TONES[session.status]}>{session.status}</Badge>
              </td>
              <td>
                <NodeName id={session.nodeId} /> {session.runAsRoot && <Badge tone="warn">root</Badge>}
                {session.closedReason && <div className="small soft">{session.closedReason}</div>}
              </td>
              <td style={{ overflowWrap: "anywhere" }}>{session.createdByEmailSnapshot}</td>
              <td className="tight number">{duration((session.closedAt ? Date.parse(session.closedAt) : now) - Date.parse(session.createdAt))}</td>
              <td className="tight number">{bytes(Number(session.transcriptBytes))}</td>
              <td className="tight soft">
                <Time at={session.createdAt} />
              </td>
              <td className="tight">
                {isLive(session) ? (
                  session.createdByUserId === user.id && (
                    <Link to="/w/$slug/terminals/$sessionId" params={{ slug: workspace.slug, sessionId: session.id }}>
                      Go on
                    </Link>
                  )
                ) : (
                  <Link to="/w/$slug/terminals/$sessionId/replay" params={{ slug: workspace.slug, sessionId: session.id }}>
                    Replay
                  </Link>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
