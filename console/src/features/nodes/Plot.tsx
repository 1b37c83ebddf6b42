import { useEffect, useRef, useSyncExternalStore } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { SeriesPoint } from "../../api/types";
import { theme } from "../../app/theme";
import type { Table } from "./series";

export interface Line {
  name: string;
  of: (point: SeriesPoint, step: number) => number | null | undefined;
}

interface Props {
  title: string;
  table: Table;
  lines: Line[];
  most?: number;
  words: (value: number) => string;
  onZoom: (from: number, to: number) => void;
}

const HEIGHT = 150;
/** Hours and minutes, or days, in 24 hours. */
const CLOCK: uPlot.Axis.Values = [
  [86_400, "{MMM} {D}", null, null, null, null, null, null, 1],
  [60, "{HH}:{mm}", "\n{MMM} {D}", null, "\n{MMM} {D}", null, null, null, 1],
  [1, "{HH}:{mm}:{ss}", "\n{MMM} {D}", null, "\n{MMM} {D}", null, null, null, 1],
];
const COLORS = { light: ["#0b6bcb", "#b5530a", "#146c3c"], dark: ["#63b3ff", "#ffa657", "#4cc38a"] };
const AXES = { light: ["#606c7b", "#e8ebef"], dark: ["#8c98a7", "#232a33"] };

const subscribe = (watcher: () => void) => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  addEventListener("themechange", watcher);
  system.addEventListener("change", watcher);
  return () => {
    removeEventListener("themechange", watcher);
    system.removeEventListener("change", watcher);
  };
};

/** One plot. Its pointer is shared with the other plots of the page; a drag asks for a narrower range. */
export function Plot({ title, table, lines, most, words, onZoom }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const shown = useSyncExternalStore(subscribe, theme);
  const data = (): uPlot.AlignedData => [table.times, ...lines.map((line) => table.points.map((point) => (point ? (line.of(point, table.step) ?? null) : null)))];
  const zoom = useRef(onZoom);
  zoom.current = onZoom;
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const [ink = "", grid = ""] = AXES[shown];
    const axis = { stroke: ink, grid: { stroke: grid, width: 1 }, ticks: { show: false }, font: "11px system-ui" };
    const made = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        cursor: { sync: { key: "node" }, drag: { x: true, y: false, setScale: false }, points: { size: 6 } },
        scales: { y: { range: (_, low, high) => [Math.min(0, low ?? 0), most ?? Math.max(1, (high ?? 0) * 1.1)] } },
        axes: [{ ...axis, values: CLOCK }, { ...axis, size: 62, values: (_, ticks) => ticks.map(words) }],
        series: [
          { value: (_, at) => (at === null ? "–" : new Date(at * 1000).toLocaleString()), label: "Time" },
          ...lines.map((line, number) => ({
            label: line.name,
            stroke: COLORS[shown][number],
            width: 1.5,
            fill: number === 0 ? `${COLORS[shown][0]}1f` : undefined,
            spanGaps: false,
            points: { show: false },
            value: (_: uPlot, value: number | null) => (value === null ? "–" : words(value)),
          })),
        ],
        hooks: {
          setSelect: [
            (self) => {
              if (self.select.width < 4) return;
              zoom.current(self.posToVal(self.select.left, "x"), self.posToVal(self.select.left + self.select.width, "x"));
              self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            },
          ],
        },
      },
      data(),
      element,
    );
    chart.current = made;
    const sizes = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }));
    sizes.observe(element);
    return () => {
      sizes.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [shown]);
  useEffect(() => chart.current?.setData(data()), [table]);
  return (
    <figure className="card plot" style={{ margin: 0 }} aria-label={describe(title, table, lines, words)} role="img">
      <h3>{title}</h3>
      <div ref={place} />
    </figure>
  );
}

function describe(title: string, table: Table, lines: Line[], words: (value: number) => string): string {
  const latest = table.points.findLast((point) => point !== null);
  const told = lines.map((line) => {
    const value = latest ? line.of(latest, table.step) : null;
    return `${line.name} ${typeof value === "number" ? words(value) : "unknown"}`;
  });
  return `${title}, newest: ${told.join(", ")}`;
}
