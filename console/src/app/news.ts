// Takes what the socket tells into the cache: rows are changed in place, lists are asked for anew at most once a second.
import type { QueryClient } from "@tanstack/react-query";
import type { Page } from "../api/call";
import { live } from "../api/live";
import type { Node, Task } from "../api/types";

const AT_MOST_EVERY = 1_000;

/** Runs at most once in that time, and once more at its end when it was asked for meanwhile. */
export function calmly(run: () => void, every = AT_MOST_EVERY): () => void {
  let waiting: ReturnType<typeof setTimeout> | null = null;
  let last = -Infinity;
  return () => {
    if (waiting !== null) return;
    const wait = Math.max(0, last + every - Date.now());
    waiting = setTimeout(() => {
      waiting = null;
      last = Date.now();
      run();
    }, wait);
  };
}

export function patchNode(queries: QueryClient, id: string, change: Partial<Node>): void {
  queries.setQueriesData<Node>({ queryKey: ["node"] }, (node) => (node?.id === id ? { ...node, ...change } : node));
  queries.setQueriesData<Page<Node>>({ queryKey: ["nodes"] }, (page) =>
    page?.items?.some((node) => node.id === id)
      ? { ...page, items: page.items.map((node) => (node.id === id ? { ...node, ...change } : node)) }
      : page,
  );
}

export function patchTask(queries: QueryClient, task: Task): void {
  queries.setQueriesData<Task>({ queryKey: ["task"] }, (known) => (known?.id === task.id ? { ...known, ...task } : known));
  queries.setQueriesData<Page<Task>>({ queryKey: ["tasks"] }, (page) =>
    page?.items?.some((known) => known.id === task.id)
      ? { ...page, items: page.items.map((known) => (known.id === task.id ? { ...known, ...task } : known)) }
      : page,
  );
}

/** Starts to listen; gives the end of it. */
export function takeNews(queries: QueryClient): () => void {
  const again = (key: string) => calmly(() => void queries.invalidateQueries({ queryKey: [key] }));
  const nodes = again("nodes");
  const tasks = again("tasks");
  const events = again("events");
  const enrollments = again("enrollments");
  const alerts = again("alerts");
  const updates = again("updates");
  const everything = () => void queries.invalidateQueries();
  let lost = false;
  const ends = [
    live.on("node.status.updated", ({ nodeId, status, lastSeenAt, agentVersion }) => {
      patchNode(queries, nodeId, { status, lastSeenAt, agentVersion });
      nodes();
    }),
    live.on("node.root-access.updated", ({ nodeId, ...change }) => patchNode(queries, nodeId, change)),
    live.on("task.created", tasks),
    live.on("task.updated", (task) => {
      patchTask(queries, task);
      tasks();
    }),
    live.on("event.created", (event) => {
      events();
      if (event.type.startsWith("node.")) nodes();
      if (event.type.startsWith("node.registered")) enrollments();
      if (event.type.startsWith("agent.update.")) updates();
    }),
    live.on("alert.updated", alerts),
    live.watch(() => {
      if (live.connection.state === "live" && lost) everything();
      lost = live.connection.state === "lost";
    }),
  ];
  return () => ends.forEach((end) => end());
}
