import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { FitAddon } from "@xterm/addon-fit";
import type { Terminal } from "@xterm/xterm";
import { useEffect, useRef, useState } from "react";
import { get, post } from "../../api/call";
import type { TerminalSession } from "../../api/types";
import { inWorkspace, useWorkspace } from "../../app/workspace";
import { Badge, Button, PageHead, Trouble } from "../../ui/parts";
import { complain } from "../../ui/toasts";
import { NodeName } from "../nodes/NodeName";
import { bytesOf, TerminalConnection, type Phase } from "./connection";
import { fontSize, keepFontSize, LARGEST, screen, SMALLEST } from "./screen";
import "./terminals.css";

export function TerminalPage() {
  const { sessionId } = useParams({ from: "/w/$slug/terminals/$sessionId" });
  const workspace = useWorkspace();
  const path = inWorkspace(workspace, `/terminal-sessions/${sessionId}`);
  const session = useQuery({
    queryKey: ["terminal", workspace.id, sessionId],
    queryFn: ({ signal }) => get<TerminalSession>(path, undefined, signal),
  });
  const [phase, setPhase] = useState<Phase>({ name: "connecting" });
  const place = useRef<HTMLDivElement>(null);
  const parts = useRef<{ terminal: Terminal; fit: FitAddon } | null>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const made = screen(element, false);
    parts.current = made;
    const { terminal, fit } = made;
    const show = (chunk: { direction: string; payload: string }) => {
      if (chunk.direction === "stdout" || chunk.direction === "stderr") terminal.write(bytesOf(chunk.payload));
    };
    const connection = new TerminalConnection(path, sessionId, show, setPhase);
    const text = new TextEncoder();
    terminal.onData((keys) => connection.type(text.encode(keys)));
    terminal.onBinary((keys) => connection.type(Uint8Array.from(keys, (character) => character.charCodeAt(0))));
    terminal.onResize(({ cols, rows }) => connection.resize(Math.min(400, Math.max(20, cols)), Math.min(200, Math.max(10, rows))));
    const sizes = new ResizeObserver(() => fit.fit());
    sizes.observe(element);
    fit.fit();
    connection.resize(terminal.cols, terminal.rows);
    terminal.focus();
    void connection.start();
    return () => {
      connection.leave();
      sizes.disconnect();
      terminal.dispose();
    };
  }, [path, sessionId]);
  useEffect(() => {
    if (phase.name === "over") void session.refetch();
  }, [phase.name]);
  const grow = (step: number) => {
    const { terminal, fit } = parts.current ?? {};
    if (!terminal || !fit) return;
    const size = Math.min(LARGEST, Math.max(SMALLEST, fontSize() + step));
    keepFontSize(size);
    terminal.options.fontSize = size;
    fit.fit();
    terminal.focus();
  };
  const end = () => post(`${path}/terminate`, { reason: "ended in the console" }).catch((failure: unknown) => complain("Ending the terminal", failure));
  const isOver = phase.name === "over";
  return (
    <>
      <PageHead
        title="Terminal"
        sub={
          session.data && (
            <span className="row wrap">
              <span>
                on <NodeName id={session.data.nodeId} />
              </span>
              {session.data.runAsRoot && <Badge tone="warn">as root</Badge>}
              <PhaseBadge phase={phase} />
            </span>
          )
        }
      >
        <Button icon aria-label="A− smaller text" onClick={() => grow(-1)}>
          A−
        </Button>
        <Button icon aria-label="A+ larger text" onClick={() => grow(1)}>
          A+
        </Button>
        <Button onClick={() => void place.current?.parentElement?.requestFullscreen().then(() => parts.current?.terminal.focus())}>Full screen</Button>
        {isOver ? (
          <Link to="/w/$slug/terminals/$sessionId/replay" params={{ slug: workspace.slug, sessionId }} className="button">
            Replay
          </Link>
        ) : (
          <Button look="danger" onClick={() => void end()}>
            End it
          </Button>
        )}
      </PageHead>
      {session.isError && <Trouble what="The terminal" error={session.error} retry={() => void session.refetch()} />}
      {phase.name === "lost" && (
        <div className="notice warn" role="status">
          <div>
            <strong>The connection to the shell is lost: {phase.cause}</strong>
            The shell goes on. What you type is kept and sent once when the connection is back.
          </div>
        </div>
      )}
      {isOver && (
        <div className="notice" role="status">
          <div>
            <strong>This terminal has ended</strong>
            {endWords(session.data)}
          </div>
        </div>
      )}
      <div className="terminal-box">
        <div ref={place} className="terminal-screen" data-phase={phase.name} />
      </div>
    </>
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
