import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get, post } from "../../api/call";
import type { LogPreset, LogPreview, Node } from "../../api/types";
import { inWorkspace, useWorkspace } from "../../app/workspace";
import { Button, Card, Empty, Skeleton, Trouble } from "../../ui/parts";
import { exact } from "../../ui/words";

/** The last lines of a log of the machine. */
export function LogsTab({ node }: { node: Node }) {
  const workspace = useWorkspace();
  const path = inWorkspace(workspace, `/nodes/${node.id}`);
  const [preset, setPreset] = useState("syslog");
  const [lines, setLines] = useState(200);
  const presets = useQuery({ queryKey: ["log-presets", workspace.id, node.id], queryFn: () => get<LogPreset[]>(`${path}/log-presets`), staleTime: Infinity });
  const preview = useQuery({
    queryKey: ["log-preview", workspace.id, node.id, preset, lines],
    queryFn: () => post<LogPreview>(`${path}/log-preview`, { sourcePresetId: preset, backfillLines: lines }),
    enabled: node.status === "online" && !node.maintenanceMode,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    placeholderData: (before) => before,
  });
  const answer = preview.data;
  const open = answer && !["success", "failed", "cancelled"].includes(answer.taskStatus);
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
        <Button disabled={preview.isFetching || node.status !== "online"} onClick={() => void preview.refetch()}>
          {preview.isFetching ? "The node is asked" : "Read again"}
        </Button>
      </div>
      {preview.isError && <Trouble what="The log" error={preview.error} retry={() => void preview.refetch()} stale={answer !== undefined} />}
      {answer?.error && <Trouble what="The node" error={new Error(answer.error)} />}
      {answer?.warnings.map((warning) => (
        <div key={warning} className="notice warn">
          <div>{warning}</div>
        </div>
      ))}
      <Card flush>
        {node.status !== "online" && <Empty title="The node is offline; its logs cannot be read now" />}
        {node.status === "online" && preview.isPending && <Skeleton />}
        {open && (
          <Empty title="The node has not answered yet">
            <Button onClick={() => void preview.refetch()}>Ask again</Button>
          </Empty>
        )}
        {answer && !open && !answer.error && answer.entries.length === 0 && <Empty title="This log has no lines" />}
        {answer && answer.entries.length > 0 && (
          <div className="preview-lines" tabIndex={0} aria-label="Lines of the log">
            {answer.entries.map((entry, place) => (
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
