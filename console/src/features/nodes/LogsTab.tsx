import { useQuery } from "@tanstack/react-query";
import { useLayoutEffect, useRef, useState } from "react";
import { get, post } from "../../api/call";
import type { LogPreset, LogPreview, Node } from "../../api/types";
import { inWorkspace, useWorkspace } from "../../app/workspace";
import { Button, Card, Empty, Skeleton, Trouble } from "../../ui/parts";
import { exact } from "../../ui/words";
import { useFollowing, type LogEntry } from "./following";

/** The last lines of a log of the machine, and on wish what comes after them. */
export function LogsTab({ node }: { node: Node }) {
  const workspace = useWorkspace();
  const path = inWorkspace(workspace, `/nodes/${node.id}`);
  const [preset, setPreset] = useState("syslog");
  const [lines, setLines] = useState(200);
  const [following, setFollowing] = useState(false);
  const can = node.status === "online" && !node.maintenanceMode;
  const presets = useQuery({ queryKey: ["log-presets", workspace.id, node.id], queryFn: () => get<LogPreset[]>(`${path}/log-presets`), staleTime: Infinity });
  const preview = useQuery({
    queryKey: ["log-preview", workspace.id, node.id, preset, lines],
    queryFn: () => post<LogPreview>(`${path}/log-preview`, { sourcePresetId: preset, backfillLines: lines }),
    enabled: can && !following,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    placeholderData: (before) => before,
  });
  const followed = useFollowing(path, preset, lines, following && can);
  const stop = () => {
    setFollowing(false);
    void preview.refetch();
  };
  return (
    <>
      <div className="filters">
        <select className="input" aria-label="Which log" value={preset} onChange={(event) => setPreset(event.target.value)}>
          {(presets.data ?? [{ id: "syslog", label: "syslog", description: "" }]).map((one) => (
            <option key={one.id} value={one.id}>
              {one.label}
            </option>
          ))}
        </select>
        <select className="input" aria-label="How many lines" value={lines} onChange={(event) => setLines(Number(event.target.value))}>
          {[50, 200, 500].map((number) => (
            <option key={number} value={number}>
              {number} lines
            </option>
          ))}
        </select>
        <Button disabled={!can} aria-pressed={following} onClick={() => (following ? stop() : setFollowing(true))}>
          {following ? "Following" : "Follow"}
        </Button>
        {!following && (
          <Button disabled={preview.isFetching || !can} onClick={() => void preview.refetch()}>
            {preview.isFetching ? "The node is asked" : "Read again"}
          </Button>
        )}
      </div>
      {!can && <Empty title={node.status === "online" ? "The node is in maintenance; its logs cannot be read now" : "The node is offline; its logs cannot be read now"} />}
      {can && following && (
        <>
          {followed.failure && <Trouble what="The log" error={followed.failure} stale={followed.at !== null} />}
          <Lines entries={followed.entries} warnings={followed.warnings} waiting={followed.at === null && !followed.failure} live />
        </>
      )}
      {can && !following && <Preview preview={preview} />}
    </>
  );
}

interface PreviewProps {
  preview: { data: LogPreview | undefined; isError: boolean; error: unknown; isPending: boolean; refetch: () => unknown };
}

function Preview({ preview }: PreviewProps) {
  const answer = preview.data;
  const open = answer && !["success", "failed", "cancelled"].includes(answer.taskStatus);
  return (
    <>
      {preview.isError && <Trouble what="The log" error={preview.error} retry={() => void preview.refetch()} stale={answer !== undefined} />}
      {answer?.error && <Trouble what="The node" error={new Error(answer.error)} />}
      {open && (
        <Empty title="The node has not answered yet">
          <Button onClick={() => void preview.refetch()}>Ask again</Button>
        </Empty>
      )}
      {!open && !answer?.error && !preview.isError && <Lines entries={answer?.entries ?? []} warnings={answer?.warnings ?? []} waiting={preview.isPending} />}
    </>
  );
}

interface LinesProps {
  entries: readonly LogEntry[];
  warnings: readonly string[];
  waiting: boolean;
  live?: boolean;
}

const NEAR = 40;

/** Shows the end, and stays there while more comes; who has scrolled up stays where the eye is. */
function Lines({ entries, warnings, waiting, live }: LinesProps) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  useLayoutEffect(() => {
    if (box.current && atEnd.current) box.current.scrollTop = box.current.scrollHeight;
  }, [entries]);
  const scrolled = () => {
    const element = box.current;
    if (element) atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
  };
  return (
    <>
      {warnings.map((warning) => (
        <div key={warning} className="notice warn">
          <div>{warning}</div>
        </div>
      ))}
      <Card flush>
        {waiting && <Skeleton />}
        {!waiting && entries.length === 0 && <Empty title={live ? "Nothing was written yet; what comes is shown here" : "This log has no lines"} />}
        {entries.length > 0 && (
          <div ref={box} className="preview-lines" role={live ? "log" : undefined} tabIndex={0} aria-label="Lines of the log" onScroll={scrolled}>
            {entries.map((entry, place) => (
              <div key={place}>
                {entry.timestamp && <span className="faint">{exact(entry.timestamp)} </span>}
                {entry.message}
              </div>
            ))}
          </div>
        )}
      </Card>
    </>
  );
}
