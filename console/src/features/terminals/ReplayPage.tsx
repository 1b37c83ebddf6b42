import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { Terminal } from "@xterm/xterm";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { address, get, send } from "../../api/call";
import type { TerminalSession } from "../../api/types";
import { inWorkspace, useWorkspace } from "../../app/workspace";
import { Button, Choices, Empty, PageHead, Skeleton, Trouble } from "../../ui/parts";
import { duration, exact } from "../../ui/words";
import { NodeName } from "../nodes/NodeName";
import { readCast, withoutSilence, type Cast } from "./cast";
import { screen } from "./screen";
import "./terminals.css";

const SPEEDS = [
  { value: "1", label: "1×" },
  { value: "2", label: "2×" },
  { value: "5", label: "5×" },
  { value: "20", label: "20×" },
] as const;
const TICK = 50;

export function ReplayPage() {
  const { sessionId } = useParams({ from: "/w/$slug/terminals/$sessionId/replay" });
  const workspace = useWorkspace();
  const path = inWorkspace(workspace, `/terminal-sessions/${sessionId}`);
  const session = useQuery({ queryKey: ["terminal", workspace.id, sessionId], queryFn: () => get<TerminalSession>(path) });
  const cast = useQuery({ queryKey: ["cast", workspace.id, sessionId], queryFn: async () => withoutSilence(readCast(await (await send("GET", `${path}/cast`)).text())), staleTime: Infinity });
  return (
    <>
      <PageHead
        title="Replay"
        sub={
          session.data && (
            <span>
              on <NodeName id={session.data.nodeId} />, {exact(session.data.createdAt)}, by {session.data.createdByEmailSnapshot}
            </span>
          )
        }
      >
        <a className="button" href={address(`${path}/cast`).href} download>
          Save as asciicast
        </a>
      </PageHead>
      {cast.isPending && <Skeleton />}
      {cast.isError && <Trouble what="The transcript" error={cast.error} retry={() => void cast.refetch()} />}
      {cast.data?.events.length === 0 && <Empty title="Nothing was shown in this terminal" />}
      {cast.data && cast.data.events.length > 0 && <Player cast={cast.data} />}
    </>
  );
}

function Player({ cast }: { cast: Cast }) {
  const place = useRef<HTMLDivElement>(null);
  const terminal = useRef<Terminal | null>(null);
  const shown = useRef(0);
  const [at, setAt] = useState(cast.length);
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<(typeof SPEEDS)[number]["value"]>("1");
  const start = useMemo(() => ({ cols: cast.cols, rows: cast.rows }), [cast]);
  const show = useCallback(
    (time: number) => {
      const screen = terminal.current;
      if (!screen) return;
      const target = cast.events.findIndex(([when]) => when > time);
      const until = target < 0 ? cast.events.length : target;
      if (until < shown.current) {
        screen.reset();
        screen.resize(start.cols, start.rows);
        shown.current = 0;
      }
      for (const [, kind, text] of cast.events.slice(shown.current, until)) {
        if (kind === "o") screen.write(text);
        const size = kind === "r" ? /^(\d+)x(\d+)$/.exec(text) : null;
        if (size) screen.resize(Number(size[1]), Number(size[2]));
      }
      shown.current = until;
    },
    [cast, start],
  );
  useEffect(() => {
    if (!place.current) return;
    const made = screen(place.current, true);
    made.terminal.resize(start.cols, start.rows);
    terminal.current = made.terminal;
    shown.current = 0;
    show(cast.length);
    return () => made.terminal.dispose();
  }, [cast]);
  useEffect(() => show(at), [at, show]);
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => setAt((before) => Math.min(cast.length, before + (TICK / 1000) * Number(speed))), TICK);
    return () => clearInterval(timer);
  }, [playing, speed, cast.length]);
  useEffect(() => {
    if (at >= cast.length) setPlaying(false);
  }, [at, cast.length]);
  return (
    <>
      <div className="replay-bar">
        <Button
          look="first"
          onClick={() => {
            if (!playing && at >= cast.length) setAt(0);
            setPlaying(!playing);
          }}
        >
          {playing ? "Pause" : "Play"}
        </Button>
        <input type="range" aria-label="Place in the transcript" min={0} max={cast.length} step={0.05} value={at} onChange={(event) => setAt(Number(event.target.value))} />
        <span className="number soft">
          {duration(at * 1000)} of {duration(cast.length * 1000)}
        </span>
        <Choices label="Speed" value={speed} choices={SPEEDS} onChoose={setSpeed} />
      </div>
      <div className="terminal-box">
        <div ref={place} className="replay-screen" />
      </div>
    </>
  );
}
