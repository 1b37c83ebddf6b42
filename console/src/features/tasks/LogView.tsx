// A task's log: lines exist only where the eye is; starts at the end and follows it until the reader scrolls up.
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { address } from "../../api/call";
import type { Task } from "../../api/types";
import { inWorkspace, useWorkspace } from "../../app/workspace";
import { Badge, Button, Choices, Empty, Trouble } from "../../ui/parts";
import { bytes, count, plural } from "../../ui/words";
import { LogLine } from "./LogLine";
import { useFind } from "./useFind";
import { useLog } from "./useLog";
import { first, last } from "./window";
import { completeness, isOver } from "./words";

const LINE = 19;
const NEAR = 40;
const STREAMS = [
  { value: "both", label: "Both streams" },
  { value: "stdout", label: "stdout" },
  { value: "stderr", label: "stderr" },
] as const;

export function LogView({ task }: { task: Task }) {
  const search = useSearch({ from: "/w/$slug/tasks/$taskId" });
  const navigate = useNavigate({ from: "/w/$slug/tasks/$taskId" });
  const marked = search.line ? Number(search.line) : undefined;
  const log = useLog(task.id, marked);
  const find = useFind(task.id);
  const [text, setText] = useState("");
  const [following, setFollowing] = useState(marked === undefined);
  const [notFound, setNotFound] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const { window } = log;
  const rows = useMemo(() => (search.stream ? window.rows.filter((row) => row.level === search.stream) : window.rows), [window, search.stream]);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => LINE, overscan: 30, getItemKey: (index) => rows[index]?.seq ?? index });

  // At the end the end stays in view; above, the line that was on top stays there when older ones come before it.
  const topSeq = useRef<{ seq: number; offset: number } | null>(null);
  const target = useRef(marked);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const place = target.current === undefined ? -1 : rows.findIndex((row) => row.seq === target.current);
    if (place >= 0) {
      target.current = undefined;
      element.scrollTop = Math.max(0, place * LINE - element.clientHeight / 2);
      topSeq.current = null;
    } else if (following) element.scrollTop = element.scrollHeight;
    else if (topSeq.current) {
      const index = rows.findIndex((row) => row.seq >= (topSeq.current?.seq ?? 0));
      if (index >= 0) element.scrollTop = index * LINE + topSeq.current.offset;
    }
  }, [rows, following, marked]);

  const scrolled = () => {
    const element = box.current;
    if (!element) return;
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < LINE;
    if (atEnd && window.below) log.newer();
    setFollowing(atEnd && !window.below);
    const index = Math.floor(element.scrollTop / LINE);
    topSeq.current = rows[index] ? { seq: rows[index].seq, offset: element.scrollTop - index * LINE } : null;
    if (element.scrollTop < NEAR * LINE) log.older();
  };
  const mark = (line: number | undefined) => void navigate({ search: (before) => ({ ...before, line: line === undefined ? undefined : String(line) }), replace: true });
  const show = async (line: number) => {
    setFollowing(false);
    target.current = line;
    if (line < first(window) || line > last(window)) await log.goTo(line);
    mark(line);
    requestAnimationFrame(() => box.current?.focus());
  };
  const seek = async (direction: "up" | "down") => {
    if (text === "") return;
    const visible = direction === "up" ? last(window) + 1 : first(window) - 1;
    const from = marked ?? (window.rows.length > 0 ? visible : undefined);
    const hit = await find.next(text, from, direction);
    setNotFound(hit === null);
    if (hit !== null) await show(hit);
  };
  const toEnd = async () => {
    mark(undefined);
    target.current = undefined;
    if (window.below) await log.toEnd();
    setFollowing(true);
  };
  return (
    <section className="log" aria-label="Log">
      <header>
        <h2>Log</h2>
        <Choices label="Stream" value={search.stream ?? "both"} choices={STREAMS} onChoose={(value) => void navigate({ search: (before) => ({ ...before, stream: value === "both" ? undefined : value }), replace: true })} />
        <form
          className="row"
          role="search"
          onSubmit={(event) => {
            event.preventDefault();
            void seek("up");
          }}
        >
          <input className="input" style={{ width: 190 }} type="search" aria-label="Search the log" placeholder="Search the whole log" value={text} aria-invalid={notFound} onChange={(event) => (setText(event.target.value), setNotFound(false))} />
          {find.running ? (
            <Button small onClick={find.stop}>
              Stop, {count(find.looked)} lines
            </Button>
          ) : (
            <>
              <Button icon look="plain" aria-label="Search upwards" disabled={text === ""} onClick={() => void seek("up")}>
                ↑
              </Button>
              <Button icon look="plain" aria-label="Search downwards" disabled={text === ""} onClick={() => void seek("down")}>
                ↓
              </Button>
            </>
          )}
          {notFound && (
            <span className="small soft" role="status">
              Not found
            </span>
          )}
        </form>
        <span className="grow" />
        <Downloads task={task} />
      </header>
      {log.error !== null && <Trouble what="The log" error={log.error} retry={() => void log.toEnd()} stale={rows.length > 0} />}
      <div ref={box} className="lines" tabIndex={0} role="log" aria-label="Lines of the log" aria-live="off" aria-busy={log.loading} onScroll={scrolled}>
        {rows.length === 0 && !log.loading && <NoLines task={task} filtered={window.rows.length > 0} />}
        <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            return row && <LogLine key={row.seq} row={row} top={item.start} marked={row.seq === marked} text={text} onMark={() => mark(row.seq === marked ? undefined : row.seq)} />;
          })}
        </div>
      </div>
      <footer>
        <Facts task={task} shown={last(window)} />
        <span className="grow" />
        {following ? !isOver(task) && <Badge tone="busy">following</Badge> : (
          <Button small onClick={() => void toEnd()}>
            To the end{isOver(task) ? "" : ", and follow"}
          </Button>
        )}
      </footer>
    </section>
  );
}

function Downloads({ task }: { task: Task }) {
  const workspace = useWorkspace();
  if (!task.log || task.log.bytes === 0) return null;
  const href = (stream: string) => address(inWorkspace(workspace, `/tasks/${task.id}/output`), { stream }).href;
  return (
    <span className="row">
      {["stdout", "stderr"].map((stream) => (
        <a key={stream} className="button small" href={href(stream)} download={`${task.id}.${stream}`}>
          Save {stream}
        </a>
      ))}
    </span>
  );
}

function Facts({ task, shown }: { task: Task; shown: number }) {
  if (!task.log) return <span>{plural(shown, "line")}</span>;
  const state = completeness(task.log);
  return (
    <>
      <span className="number">
        {plural(Math.max(task.log.lines, shown), "line")}, {bytes(task.log.bytes)}
      </span>
      <Badge tone={state.tone}>{state.words}</Badge>
    </>
  );
}

function NoLines({ task, filtered }: { task: Task; filtered: boolean }) {
  if (filtered) return <Empty title="Nothing in this stream among the lines that are loaded" />;
  if (task.log?.state === "expired") return <Empty title="The log was deleted because of its age" />;
  if (isOver(task)) return <Empty title="The task wrote nothing" />;
  return <Empty title={task.status === "running" ? "Nothing was written yet" : "The task has not started"} />;
}
