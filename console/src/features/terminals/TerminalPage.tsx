import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { get, post } from "../../api/call";
import type { TerminalSession } from "../../api/types";
import { inWorkspace, useWorkspace } from "../../app/workspace";
import { Badge, Button, PageHead, Trouble } from "../../ui/parts";
import { complain } from "../../ui/toasts";
import { useSession } from "../auth/session";
import { useNodeOf } from "../nodes/asking";
import { NodeName } from "../nodes/NodeName";
import type { Phase } from "./connection";
import { hindrance, useOpening } from "./opening";
import { nextTo, tabsOf, twin } from "./tabs";
import { TerminalScreen, type ScreenHandle } from "./TerminalScreen";
import { TerminalTabs } from "./TerminalTabs";
import { useTerminals } from "./TerminalsPage";
import "./terminals.css";

const CONNECTING: Phase = { name: "connecting" };

export function TerminalPage() {
  const { sessionId } = useParams({ from: "/w/$slug/terminals/$sessionId" });
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const { user } = useSession();
  const session = useQuery({
    queryKey: ["terminal", workspace.id, sessionId],
    queryFn: ({ signal }) => get<TerminalSession>(inWorkspace(workspace, `/terminal-sessions/${sessionId}`), undefined, signal),
  });
  const list = useTerminals();
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set([sessionId]));
  const [phases, setPhases] = useState<Record<string, Phase>>({});
  const current = useRef<ScreenHandle>(null);
  const phase = phases[sessionId] ?? CONNECTING;
  useEffect(() => setShown((before) => (before.has(sessionId) ? before : new Set(before).add(sessionId))), [sessionId]);
  useEffect(() => {
    if (phase.name !== "over") return;
    void session.refetch();
    void list.refetch();
  }, [phase.name, sessionId]);
  const all = [...(list.data ?? []).filter((one) => one.id !== sessionId), ...(session.data ? [session.data] : [])];
  const tabs = tabsOf(all, user.id, shown);
  const close = (id: string) => {
    const next = id === sessionId ? nextTo(tabs, id) : sessionId;
    setShown((before) => new Set([...before].filter((one) => one !== id)));
    if (id !== sessionId) return;
    if (next === null) void navigate({ to: "/w/$slug/terminals", params: { slug: workspace.slug } });
    else void navigate({ to: "/w/$slug/terminals/$sessionId", params: { slug: workspace.slug, sessionId: next } });
  };
  return (
    <>
      {session.data && <Head session={session.data} phase={phase} tabs={tabs} screen={() => current.current} />}
      {session.isError && <Trouble what="The terminal" error={session.error} retry={() => void session.refetch()} />}
      {session.data && <TerminalTabs tabs={tabs} current={session.data} onClose={close} />}
      <Notices phase={phase} session={session.data} />
      {[...new Set(shown).add(sessionId)].map((id) => (
        <TerminalScreen
          key={id}
          ref={id === sessionId ? current : undefined}
          sessionId={id}
          shown={id === sessionId}
          phase={phases[id] ?? CONNECTING}
          onPhase={(of, next) => setPhases((before) => ({ ...before, [of]: next }))}
        />
      ))}
    </>
  );
}

interface HeadProps {
  session: TerminalSession;
  phase: Phase;
  tabs: readonly TerminalSession[];
  screen: () => ScreenHandle | null;
}

function Head({ session, phase, tabs, screen }: HeadProps) {
  const workspace = useWorkspace();
  const path = inWorkspace(workspace, `/terminal-sessions/${session.id}`);
  const end = () => post(`${path}/terminate`, { reason: "ended in the console" }).catch((failure: unknown) => complain("Ending the terminal", failure));
  return (
    <PageHead
      title="Terminal"
      sub={
        <span className="row wrap">
          <span>
            on <NodeName id={session.nodeId} />
          </span>
          {session.runAsRoot && <Badge tone="warn">as root</Badge>}
          <PhaseBadge phase={phase} />
        </span>
      }
    >
      <RootSwitch session={session} tabs={tabs} />
      <Button icon aria-label="A− smaller text" onClick={() => screen()?.grow(-1)}>
        A−
      </Button>
      <Button icon aria-label="A+ larger text" onClick={() => screen()?.grow(1)}>
        A+
      </Button>
      <Button onClick={() => screen()?.fullScreen()}>Full screen</Button>
      {phase.name === "over" ? (
        <Link to="/w/$slug/terminals/$sessionId/replay" params={{ slug: workspace.slug, sessionId: session.id }} className="button">
          Replay
        </Link>
      ) : (
        <Button look="danger" onClick={() => void end()}>
          End it
        </Button>
      )}
    </PageHead>
  );
}

/** To the other user's shell on the same node: to its tab, or to a new one. The shell of now goes on. */
function RootSwitch({ session, tabs }: { session: TerminalSession; tabs: readonly TerminalSession[] }) {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const node = useNodeOf(session.nodeId);
  const { busy, open } = useOpening(session.nodeId);
  const asRoot = !session.runAsRoot;
  const there = twin(tabs, session);
  const why = there ? undefined : hindrance(node, asRoot);
  const go = () => {
    if (there) void navigate({ to: "/w/$slug/terminals/$sessionId", params: { slug: workspace.slug, sessionId: there } });
    else void open(asRoot);
  };
  return (
    <Button disabled={busy || why !== undefined} title={why} onClick={go}>
      {asRoot ? "Switch to root" : "Leave root"}
    </Button>
  );
}

function Notices({ phase, session }: { phase: Phase; session: TerminalSession | undefined }) {
  if (phase.name === "lost") {
    return (
      <div className="notice warn" role="status">
        <div>
          <strong>The connection to the shell is lost: {phase.cause}</strong>
          The shell goes on. What you type is kept and sent once when the connection is back.
        </div>
      </div>
    );
  }
  if (phase.name !== "over") return null;
  return (
    <div className="notice" role="status">
      <div>
        <strong>This terminal has ended</strong>
        {endWords(session)}
      </div>
    </div>
  );
}

function endWords(session: TerminalSession | undefined): string {
  const code = session?.exitCode;
  const reason = session?.closedReason ? `Reason: ${session.closedReason}.` : "";
  return code === null || code === undefined ? reason : `The shell ended with exit code ${code}. ${reason}`;
}

function PhaseBadge({ phase }: { phase: Phase }) {
  switch (phase.name) {
    case "connecting":
      return <Badge tone="busy">connecting</Badge>;
    case "attached":
      return <Badge tone="good">attached</Badge>;
    case "lost":
      return <Badge tone="warn">reconnecting</Badge>;
    case "over":
      return <Badge>ended</Badge>;
  }
}
