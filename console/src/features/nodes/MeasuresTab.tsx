import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { get } from "../../api/call";
import { useSample } from "../../api/measures";
import type { Node, Series } from "../../api/types";
import { inWorkspace, useWorkspace } from "../../app/workspace";
import { Button, Choices, Empty, Skeleton, Trouble } from "../../ui/parts";
import { bytes } from "../../ui/words";
import { Plot, type Line } from "./Plot";
import { withGaps, type Table } from "./series";

const RANGES = [
  { value: "1h", label: "1 hour", seconds: 3_600 },
  { value: "6h", label: "6 hours", seconds: 21_600 },
  { value: "24h", label: "1 day", seconds: 86_400 },
  { value: "7d", label: "7 days", seconds: 604_800 },
  { value: "30d", label: "30 days", seconds: 2_592_000 },
] as const;

const percent = (value: number) => `${Math.round(value)}%`;
const rate = (value: number) => `${bytes(value)}/s`;
const CHARTS: { title: string; lines: Line[]; most?: number; words: (value: number) => string }[] = [
  { title: "CPU", most: 100, words: percent, lines: [{ name: "average", of: (point) => point.cpuAvg }, { name: "highest", of: (point) => point.cpuMax }] },
  { title: "Memory", most: 100, words: percent, lines: [{ name: "used", of: (point) => point.memoryAvg }, { name: "swap", of: (point) => point.swapAvg }] },
  { title: "Disk", most: 100, words: percent, lines: [{ name: "used", of: (point) => point.diskAvg }] },
  { title: "Network", words: rate, lines: [{ name: "received", of: (point, step) => perSecond(point.rxBytes, step) }, { name: "sent", of: (point, step) => perSecond(point.txBytes, step) }] },
  { title: "Load", words: (value) => value.toFixed(2), lines: [{ name: "1 min", of: (point) => point.load1Avg }] },
  { title: "Pressure", words: percent, lines: [{ name: "CPU", of: (point) => point.pressureCpuAvg }, { name: "memory", of: (point) => point.pressureMemoryAvg }, { name: "I/O", of: (point) => point.pressureIoAvg }] },
  { title: "Temperature", words: (value) => `${Math.round(value)} °C`, lines: [{ name: "highest", of: (point) => point.temperatureMax }] },
];

const perSecond = (count: number | null | undefined, step: number) => (count === null || count === undefined ? null : count / step);

/** Plots over a range; a drag over one zooms all of them in. */
export function MeasuresTab({ node }: { node: Node }) {
  const workspace = useWorkspace();
  const search = useSearch({ from: "/w/$slug/nodes/$nodeId" });
  const navigate = useNavigate({ from: "/w/$slug/nodes/$nodeId" });
  const range = RANGES.find((one) => one.value === (search.range ?? "1h")) ?? RANGES[0];
  const [zoom, setZoom] = useState<{ from: number; to: number } | null>(null);
  const series = useQuery({
    queryKey: ["series", workspace.id, node.id, range.value, zoom],
    queryFn: ({ signal }) => {
      const to = zoom?.to ?? Date.now() / 1000;
      const from = zoom?.from ?? to - range.seconds;
      return get<Series>(inWorkspace(workspace, `/nodes/${node.id}/series`), { from: iso(from), to: iso(to) }, signal);
    },
    placeholderData: (before) => before,
  });
  const sample = useSample(node.id);
  useEffect(() => {
    const due = Math.max(5_000, range.seconds * 3);
    if (zoom || series.isFetching || sample === undefined || Date.now() - series.dataUpdatedAt < due) return;
    void series.refetch();
  }, [sample]);
  const table = useMemo(() => series.data && withGaps(series.data), [series.data]);
  return (
    <>
      <div className="filters">
        <Choices
          label="Range"
          value={range.value}
          choices={RANGES}
          onChoose={(value) => {
            setZoom(null);
            void navigate({ search: (before) => ({ ...before, range: value }), replace: true });
          }}
        />
        {zoom && <Button onClick={() => setZoom(null)}>Zoom out</Button>}
        {series.data && <span className="soft small">{stepWords(series.data)}</span>}
      </div>
      {series.isPending && <Skeleton />}
      {series.isError && <Trouble what="Measures" error={series.error} retry={() => void series.refetch()} stale={series.data !== undefined} />}
      {table && <Charts table={table} onZoom={(from, to) => setZoom({ from, to })} />}
    </>
  );
}

const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

function stepWords(series: Series): string {
  const source = { samples: "single samples", minutes: "minutes", hours: "hours" }[series.source];
  return `A point each ${series.step} s, made of ${source}. Drag over a plot to zoom in.`;
}

function Charts({ table, onZoom }: { table: Table; onZoom: (from: number, to: number) => void }) {
  if (table.points.every((point) => point === null)) return <Empty title="The node has sent nothing in this range" />;
  const shown = CHARTS.filter((chart) => chart.lines.some((line) => table.points.some((point) => point !== null && typeof line.of(point, table.step) === "number")));
  return (
    <div className="plots">
      {shown.map((chart) => (
        <Plot key={chart.title} table={table} onZoom={onZoom} {...chart} />
      ))}
    </div>
  );
}
