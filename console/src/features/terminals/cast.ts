// Reads an asciicast, version 2. Pure.
export interface Cast {
  cols: number;
  rows: number;
  /** Seconds from the start, what kind, and its text. */
  events: [number, string, string][];
  length: number;
}

export function readCast(text: string): Cast {
  const lines = text.split("\n").filter((line) => line !== "");
  const head = JSON.parse(lines[0] ?? "{}") as { width?: number; height?: number };
  const events = lines.slice(1).map((line) => JSON.parse(line) as [number, string, string]);
  return { cols: head.width ?? 80, rows: head.height ?? 24, events, length: events.at(-1)?.[0] ?? 0 };
}

/** Long silences are shortened to this many seconds. */
export const SILENCE = 2;

/** The same with no silence longer than that. */
export function withoutSilence(cast: Cast): Cast {
  let cut = 0;
  let before = 0;
  const events = cast.events.map(([at, kind, text]): [number, string, string] => {
    cut += Math.max(0, at - before - SILENCE);
    before = at;
    return [at - cut, kind, text];
  });
  return { ...cast, events, length: events.at(-1)?.[0] ?? 0 };
}
