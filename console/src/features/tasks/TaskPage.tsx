import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { post } from "../../api/call";
import { queries } from "../../api/queries";
import type { Task } from "../../api/types";
import { inWorkspace, mayChange, useWorkspace } from "../../app/workspace";
import { Badge, Button, PageHead, Skeleton, Trouble } from "../../ui/parts";
import { Sentence, Time, useNow } from "../../ui/time";
import { complain, say } from "../../ui/toasts";
import { patchTask } from "../../app/news";
import { NodeName } from "../nodes/NodeName";
import { useTask } from "./asking";
import { LogView } from "./LogView";
import { isOver, TaskState, taskTitle, tookFor } from "./words";
import "./tasks.css";

export function TaskPage() {
  const { taskId } = useParams({ from: "/w/$slug/tasks/$taskId" });
  const task = useTask(taskId);
  if (task.isPending) return <Skeleton />;
  if (!task.data) return <Trouble what="The task" error={task.error} retry={() => void task.refetch()} />;
  return (
    <>
      {task.isError && <Trouble what="The task" error={task.error} retry={() => void task.refetch()} stale />}
      <Head task={task.data} />
      <Facts task={task.data} />
      <LogView key={taskId} task={task.data} />
    </>
  );
}

function Head({ task }: { task: Task }) {
  const workspace = useWorkspace();
  const [busy, setBusy] = useState(false);
  const cancel = async () => {
    setBusy(true);
    try {
      patchTask(queries, await post<Task>(inWorkspace(workspace, `/tasks/${task.id}/cancel`), { reason: "cancelled in the console" }));
      say("The cancel was asked for");
    } catch (failure) {
      complain("Cancelling", failure);
    }
    setBusy(false);
  };
  const { command, fanOutId } = task.payload;
  return (
    <PageHead
      title={<span className="mono cut title-line">{taskTitle(task)}</span>}
      sub={
        <span className="row wrap">
          <TaskState task={task} />
          <span>
            on <NodeName id={task.nodeId} />
          </span>
          {typeof fanOutId === "string" && (
            <Link to="/w/$slug/fan-outs/$fanOutId" params={{ slug: workspace.slug, fanOutId }} search={{ at: task.createdAt }}>
              one of several
            </Link>
          )}
        </span>
      }
    >
      {mayChange(workspace) && (
        <>
          {typeof command === "string" && (
            <Link to="/w/$slug/tasks/new" params={{ slug: workspace.slug }} search={{ nodes: task.nodeId, command }} className="button">
              Run again
            </Link>
          )}
          {!isOver(task) && (
            <Button look="danger" disabled={busy || task.cancelRequestedAt !== null} onClick={() => void cancel()}>
              Cancel
            </Button>
          )}
        </>
      )}
    </PageHead>
  );
}

function Facts({ task }: { task: Task }) {
  const now = useNow();
  const took = tookFor(task, now);
  const { command, runAsRoot } = task.payload;
  const reason = task.statusReason;
  const tone = task.status === "failed" ? "notice bad" : isOver(task) ? "notice" : "notice warn";
  return (
    <>
      {reason && task.status !== "success" && (
        <div className={task.status === "running" && reason.code === "running" ? "notice" : tone} role="status">
          <div>
            <strong>{isOver(task) ? "How it ended" : task.status === "running" ? "What it does" : "Why it waits"}</strong>
            <Sentence text={reason.message} />
          </div>
          <code className="faint">{reason.code}</code>
        </div>
      )}
      <div className="row wrap" style={{ columnGap: 24 }}>
        <span>
          <span className="soft">Made </span>
          <Time at={task.createdAt} />
        </span>
        {task.startedAt && (
          <span>
            <span className="soft">Started </span>
            <Time at={task.startedAt} />
          </span>
        )}
        {took && (
          <span className="number">
            <span className="soft">{isOver(task) ? "Took " : "Running for "}</span>
            {took}
          </span>
        )}
        {(task.attempts ?? 0) > 1 && (
          <span>
            <span className="soft">Attempts </span>
            {task.attempts}
          </span>
        )}
        {runAsRoot === true && <Badge tone="warn">as root</Badge>}
      </div>
      {typeof command === "string" && command.includes("\n") && <pre className="command">{command}</pre>}
    </>
  );
}
