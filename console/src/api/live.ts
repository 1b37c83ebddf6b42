// The one socket over which the server tells what happens: its state, and who listens to what.
import { io, type Socket } from "socket.io-client";
import { base } from "./call";
import type { Alert, Happening, LogRow, Node, NodeInstall, Sample, Task } from "./types";

export interface LiveEvents {
  "node.status.updated": Pick<Node, "workspaceId" | "status" | "lastSeenAt" | "agentVersion"> & { nodeId: string };
  "node.root-access.updated": Partial<Node> & { nodeId: string; workspaceId: string };
  "metrics.ingested": Sample;
  "task.created": Task;
  "task.updated": Task;
  "event.created": Happening;
  "alert.updated": Alert;
  "node-install.updated": NodeInstall & { workspaceId: string };
  "task.log": { taskId: string; lines: LogRow[]; last: number };
}

export type LiveName = keyof LiveEvents;

export type Connection =
  | { state: "connecting" }
  | { state: "live"; since: number }
  | { state: "lost"; cause: string; lastNews: number | null };

type Listener = (payload: never) => void;

class Live {
  #socket: Socket | null = null;
  #connection: Connection = { state: "connecting" };
  #lastNews: number | null = null;
  readonly #watchers = new Set<() => void>();
  readonly #listeners = new Map<LiveName, Set<Listener>>();
  #chosen: readonly string[] = [];

  get connection(): Connection {
    return this.#connection;
  }

  start(): void {
    if (this.#socket) return;
    const socket = io(new URL("realtime", base.origin).href, {
      path: `${base.pathname}socket.io`,
      transports: ["websocket", "polling"],
      extraHeaders: { "x-noderax-console": "1" },
      withCredentials: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 10_000,
    });
    this.#socket = socket;
    socket.on("connect", () => {
      this.choose(this.#chosen);
      this.#become({ state: "live", since: Date.now() });
    });
    socket.on("disconnect", (reason) => {
      this.#lost(CAUSES[reason] ?? reason);
      if (reason === "io server disconnect") socket.connect();
    });
    socket.on("connect_error", (error) => this.#lost(causeOf(error)));
    socket.onAny((name: LiveName, payload: unknown) => {
      this.#lastNews = Date.now();
      this.#listeners.get(name)?.forEach((listener) => listener(payload as never));
    });
  }

  stop(): void {
    this.#socket?.removeAllListeners();
    this.#socket?.close();
    this.#socket = null;
    this.#become({ state: "connecting" });
  }

  on<N extends LiveName>(name: N, listener: (payload: LiveEvents[N]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set<Listener>();
    this.#listeners.set(name, listeners);
    listeners.add(listener as Listener);
    return () => listeners.delete(listener as Listener);
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Follows a task's log after that line, again after each reconnect; `after` is asked for at each. */
  follow(taskId: string, after: () => number): () => void {
    const subscribe = () => this.#socket?.emit("subscribe.task", { taskId, after: after() });
    this.#socket?.on("connect", subscribe);
    if (this.#socket?.connected) subscribe();
    return () => {
      this.#socket?.off("connect", subscribe);
      this.#socket?.emit("unsubscribe.task", { taskId });
    };
  }

  /** Of which nodes the measures are sent; of all when they are very many. */
  choose(nodeIds: readonly string[]): void {
    this.#chosen = nodeIds;
    if (this.#socket?.connected) this.#socket.emit("choose.measures", nodeIds.length > MOST_CHOSEN ? {} : { nodeIds });
  }

  #lost(cause: string): void {
    this.#become({ state: "lost", cause, lastNews: this.#lastNews });
  }

  #become(connection: Connection): void {
    if (connection.state === "live") this.#lastNews = Date.now();
    this.#connection = connection;
    this.#watchers.forEach((watcher) => watcher());
  }
}

const MOST_CHOSEN = 2_000;

const CAUSES: Record<string, string> = {
  "transport close": "the connection was cut",
  "transport error": "the connection broke",
  "ping timeout": "the server was silent for too long",
  "io server disconnect": "the server has closed the connection",
};

function causeOf(error: Error): string {
  const code = (error as Error & { data?: { code?: string } }).data?.code;
  if (code === "UNAUTHORIZED") return "the session has ended";
  return navigator.onLine ? "the server does not answer" : "this device is offline";
}

export const live = new Live();
