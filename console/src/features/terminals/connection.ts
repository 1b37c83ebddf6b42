// A terminal's connection that outlives its socket and the page: output goes on after the last piece that was shown, and keys carry a
// number until the server has taken them, so nothing is lost or typed twice.
import { io, type Socket } from "socket.io-client";
import { base, Failure, post } from "../../api/call";
import type { TerminalStatus } from "../../api/types";

export interface Chunk {
  seq: number;
  direction: "stdin" | "stdout" | "stderr" | "system";
  payload: string;
}

export type Phase =
  | { name: "connecting" }
  | { name: "attached" }
  | { name: "lost"; cause: string }
  | { name: "over"; reason: string; exitCode: number | null };

interface SessionNews {
  status: TerminalStatus;
  closedReason?: string | null;
  exitCode?: number | null;
}

interface Ack {
  ok: boolean;
  message?: string;
  session?: SessionNews;
}

interface Keys {
  number: number;
  payload: string;
}

const RETRY = [200, 500, 1_000, 2_000, 5_000];
const WITHIN = 8_000;
const LONGEST_INPUT = 16_384;
const GONE = new Set(["not-found", "forbidden"]);

export const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

export function base64Of(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

export class TerminalConnection {
  #socket: Socket | null = null;
  #attached = false;
  #over = false;
  #last = 0;
  #tries = 0;
  #number = 0;
  #typing = false;
  #again: (cause: string) => void = () => undefined;
  #size: { cols: number; rows: number } | null = null;
  readonly #waiting: Keys[] = [];
  readonly #keyboard = crypto.randomUUID?.() ?? uuid();

  constructor(
    readonly path: string,
    readonly sessionId: string,
    readonly show: (chunk: Chunk) => void,
    readonly become: (phase: Phase) => void,
  ) {}

  async start(): Promise<void> {
    while (!this.#over) {
      try {
        const { terminalConnectToken } = await post<{ terminalConnectToken: string }>(`${this.path}/connect-token`);
        if (!this.#over) this.#connect(terminalConnectToken);
        return;
      } catch (failure) {
        if (failure instanceof Failure && failure.kind === "conflict") return this.#end({ status: "closed" });
        if (failure instanceof Failure && GONE.has(failure.kind)) return this.#end({ status: "failed", closedReason: failure.message });
        this.become({ name: "lost", cause: failure instanceof Failure ? failure.title : String(failure) });
        await this.#wait();
      }
    }
  }

  type(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; from += LONGEST_INPUT) {
      this.#waiting.push({ number: ++this.#number, payload: base64Of(bytes.subarray(from, from + LONGEST_INPUT)) });
    }
    void this.#send();
  }

  resize(cols: number, rows: number): void {
    this.#size = { cols, rows };
    if (this.#attached) this.#socket?.emit("terminal.resize", { sessionId: this.sessionId, cols, rows });
  }

  /** Leaves the shell running. */
  leave(): void {
    this.#over = true;
    this.#socket?.close();
  }

  #connect(token: string): void {
    const socket = io(new URL("terminal", base.origin).href, {
      path: `${base.pathname}socket.io`,
      auth: { token },
      transports: ["websocket", "polling"],
      reconnection: false,
      forceNew: true,
      timeout: WITHIN,
    });
    this.#socket = socket;
    let lost = false;
    const again = (cause: string) => {
      if (lost || this.#over) return;
      lost = true;
      this.#attached = false;
      socket.close();
      this.become({ name: "lost", cause });
      void this.#wait().then(() => this.start());
    };
    this.#again = again;
    socket.on("disconnect", () => again("the connection was cut"));
    socket.on("connect_error", () => again("the server does not answer"));
    socket.on("terminal.output", ({ chunk }: { chunk: Chunk }) => this.#take(chunk));
    socket.on("terminal.closed", ({ session }: { session: SessionNews }) => this.#end(session));
    socket.on("connect", () => void this.#attach(socket, again));
  }

  async #attach(socket: Socket, again: (cause: string) => void): Promise<void> {
    try {
      const ack = (await socket.timeout(WITHIN).emitWithAck("terminal.attach", { sessionId: this.sessionId, afterSeq: this.#last })) as Ack;
      if (!ack.ok) return again(ack.message ?? "the server refused");
      if (this.#over) return;
      this.#attached = true;
      this.#tries = 0;
      this.become({ name: "attached" });
      if (this.#size) this.resize(this.#size.cols, this.#size.rows);
      void this.#send();
    } catch {
      again("the server does not answer");
    }
  }

  #take(chunk: Chunk): void {
    if (chunk.seq <= this.#last) return;
    this.#last = chunk.seq;
    this.show(chunk);
  }

  /** One message at a time, and the same again until it is taken. */
  async #send(): Promise<void> {
    if (this.#typing) return;
    this.#typing = true;
    while (this.#attached && this.#waiting.length > 0) {
      const ack = (await this.#socket
        ?.timeout(WITHIN)
        .emitWithAck("terminal.input", { sessionId: this.sessionId, keyboard: this.#keyboard, ...this.#waiting[0] })
        .catch(() => null)) as Ack | null;
      if (ack?.ok) this.#waiting.shift();
      else if (ack) await pause(200);
      else this.#again("what was typed was not confirmed");
    }
    this.#typing = false;
  }

  #end(session: SessionNews): void {
    this.#over = true;
    this.#attached = false;
    this.#socket?.close();
    this.become({ name: "over", reason: session.closedReason ?? "", exitCode: session.exitCode ?? null });
  }

  #wait(): Promise<unknown> {
    return pause(RETRY[Math.min(this.#tries++, RETRY.length - 1)] ?? 1_000);
  }
}

/** Where the page is not served over HTTPS the browser makes none itself. */
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
