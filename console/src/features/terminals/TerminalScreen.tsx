// One shell on the page: the emulator and its connection. A screen that is not shown stays attached, so nothing of it is missed.
import type { FitAddon } from "@xterm/addon-fit";
import type { Terminal } from "@xterm/xterm";
import { useEffect, useImperativeHandle, useRef, type Ref } from "react";
import { inWorkspace, useWorkspace } from "../../app/workspace";
import { bytesOf, TerminalConnection, type Phase } from "./connection";
import { fontSize, keepFontSize, LARGEST, screen, SMALLEST } from "./screen";

export interface ScreenHandle {
  grow: (step: number) => void;
  fullScreen: () => void;
}

interface Props {
  sessionId: string;
  shown: boolean;
  phase: Phase;
  onPhase: (sessionId: string, phase: Phase) => void;
  ref?: Ref<ScreenHandle>;
}

export function TerminalScreen({ sessionId, shown, phase, onPhase, ref }: Props) {
  const workspace = useWorkspace();
  const path = inWorkspace(workspace, `/terminal-sessions/${sessionId}`);
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
    const connection = new TerminalConnection(path, sessionId, show, (next) => onPhase(sessionId, next));
    const text = new TextEncoder();
    terminal.onData((keys) => connection.type(text.encode(keys)));
    terminal.onBinary((keys) => connection.type(Uint8Array.from(keys, (character) => character.charCodeAt(0))));
    terminal.onResize(({ cols, rows }) => connection.resize(Math.min(400, Math.max(20, cols)), Math.min(200, Math.max(10, rows))));
    // Behind another tab it has no size; the shell keeps the one that it had.
    const fitIfShown = () => element.clientWidth > 0 && fit.fit();
    const sizes = new ResizeObserver(fitIfShown);
    sizes.observe(element);
    fitIfShown();
    connection.resize(terminal.cols, terminal.rows);
    void connection.start();
    return () => {
      connection.leave();
      sizes.disconnect();
      terminal.dispose();
      parts.current = null;
    };
  }, [path, sessionId]);
  useEffect(() => {
    if (!shown) return;
    const { terminal, fit } = parts.current ?? {};
    if (terminal && terminal.options.fontSize !== fontSize()) terminal.options.fontSize = fontSize();
    fit?.fit();
    terminal?.focus();
  }, [shown]);
  useImperativeHandle(ref, () => ({
    grow: (step) => {
      const { terminal, fit } = parts.current ?? {};
      if (!terminal || !fit) return;
      const size = Math.min(LARGEST, Math.max(SMALLEST, fontSize() + step));
      keepFontSize(size);
      terminal.options.fontSize = size;
      fit.fit();
      terminal.focus();
    },
    fullScreen: () => void place.current?.parentElement?.requestFullscreen().then(() => parts.current?.terminal.focus()),
  }));
  return (
    <div className="terminal-box" hidden={!shown}>
      <div ref={place} className="terminal-screen" data-phase={shown ? phase.name : undefined} />
    </div>
  );
}
