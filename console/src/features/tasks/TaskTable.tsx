import { Link } from "@tanstack/react-router";
import type { Task } from "../../api/types";
import { useWorkspace } from "../../app/workspace";
import { Sentence, Time, useNow } from "../../ui/time";
import { NodeName } from "../nodes/NodeName";
import { isOver, TaskState, taskTitle, tookFor } from "./words";
import "./tasks.css";

/** Tasks, newest first; those that are not over say why. */
export function TaskTable({ tasks, withNode = true }: { tasks: Task[]; withNode?: boolean }) {
  const workspace = useWorkspace();
  const now = useNow();
  return (
    <div className="table-scroll">
      <table className="table tasks">
        <thead>
          <tr>
            <th className="tight">State</th>
            <th>Task</th>
            {withNode && <th className="tight node">Node</th>}
            <th className="tight took">Took</th>
            <th className="tight">Made</th>
          </tr>
        </thead>
        <tbody>
          {tasks.map((task) => (
            <tr key={task.id}>
              <td className="tight">
                <TaskState task={task} />
              </td>
              <td className="what">
                <Link to="/w/$slug/tasks/$taskId" params={{ slug: workspace.slug, taskId: task.id }} className="cut mono title" title={taskTitle(task)}>
                  {taskTitle(task)}
                </Link>
                {withNode && (
                  <div className="small node-below">
                    <NodeName id={task.nodeId} />
                  </div>
                )}
                {task.status !== "success" && task.statusReason && (
                  <div className={isOver(task) ? "small soft reason" : "small reason"}><Sentence text={task.statusReason.message} /></div>
                )}
              </td>
              {withNode && (
                <td className="tight node">
                  <NodeName id={task.nodeId} />
                </td>
              )}
              <td className="tight number took">{tookFor(task, now) ?? <span className="faint">–</span>}</td>
              <td className="tight soft">
                <Time at={task.createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
