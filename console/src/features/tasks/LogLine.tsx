import { memo, type ReactNode } from "react";
import type { LogRow } from "../../api/types";
import { exact } from "../../ui/words";
import { pieces, type Style } from "./ansi";

interface Props {
  row: LogRow;
  top: number;
  marked: boolean;
  text: string;
  onMark: () => void;
}

/** One line, as text only: whatever a task writes, the page shows and never runs it. */
export const LogLine = memo(
  function LogLine({ row, top, marked, text, onMark }: Props) {
    const stream = row.level === "stdout" || row.level === "stderr" ? row.level : "system";
    return (
      <div className={`log-line ${stream}${marked ? " marked" : ""}`} style={{ transform: `translateY(${top}px)` }} data-line={row.seq}>
        <a
          className="place number"
          href={`?line=${row.seq}`}
          title={`${row.level}, ${exact(row.timestamp)}`}
          tabIndex={-1}
          onClick={(event) => {
            event.preventDefault();
            onMark();
          }}
        >
          {row.seq}
        </a>
        <span className="words">
          {pieces(row.message).map((piece, place) => (
            <span key={place} style={css(piece.style)}>
              {highlighted(piece.text, text)}
            </span>
          ))}
        </span>
      </div>
    );
  },
  (before, now) => before.row === now.row && before.top === now.top && before.marked === now.marked && before.text === now.text,
);

function css(style: Style): React.CSSProperties {
  return {
    color: style.color,
    background: style.background,
    fontWeight: style.bold ? 700 : undefined,
    opacity: style.dim ? 0.75 : undefined,
    fontStyle: style.italic ? "italic" : undefined,
    textDecoration: style.underline ? "underline" : undefined,
  };
}

function highlighted(words: string, text: string): ReactNode {
  if (text === "") return words;
  const parts: ReactNode[] = [];
  const lower = words.toLowerCase();
  const wanted = text.toLowerCase();
  let from = 0;
  for (let hit = lower.indexOf(wanted); hit >= 0; hit = lower.indexOf(wanted, from)) {
    parts.push(words.slice(from, hit), <mark key={hit}>{words.slice(hit, hit + wanted.length)}</mark>);
    from = hit + wanted.length;
  }
  parts.push(words.slice(from));
  return parts;
}
