// All nodes at a glance, a cell each, coloured by one measure. Rows of cells exist only where the eye is, as in the table.
import { Link } from "@tanstack/react-router";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { useSample } from "../../api/measures";
import type { Node } from "../../api/types";
import type { HeatMeasure, NodeSearch } from "../../app/search";
import { useWorkspace } from "../../app/workspace";
import { Choices, Skeleton, Trouble } from "../../ui/parts";
import { useFirstSamples } from "./asking";
import { heat, MEASURE_WORDS, STEPS, valueOf } from "./heat";
import { useNodePages } from "./pages";
import "./heat.css";

const CELL = 34;
const MEASURES = (["cpu", "memory", "disk"] as const).map((value) => ({ value, label: MEASURE_WORDS[value] }));

interface Props {
  search: NodeSearch;
  onSearch: (change: Partial<NodeSearch>) => void;
  empty: React.ReactNode;
}

export function HeatMap({ search, onSearch, empty }: Props) {
  const measure = search.measure ?? "cpu";
  const place = useRef<HTMLDivElement>(null);
  const [columns, setColumns] = useState(1);
  const [top, setTop] = useState(0);
  const [total, setTotal] = useState(0);
  const virtual = useWindowVirtualizer({ count: Math.ceil(total / columns), estimateSize: () => CELL, overscan: 6, scrollMargin: top });
  const rows = virtual.getVirtualItems();
  const first = (rows[0]?.index ?? 0) * columns;
  const last = Math.min(Math.max(0, total - 1), ((rows.at(-1)?.index ?? 0) + 1) * columns - 1);
  const { known, loaded, nodeAt, trouble, again } = useNodePages(search, first, last);
  useLayoutEffect(() => {
    if (known) setTotal(known.total);
  }, [known]);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    const fit = () => {
      setColumns(Math.max(1, Math.floor(element.clientWidth / CELL)));
      setTop(element.offsetTop);
    };
    fit();
    const sizes = new ResizeObserver(fit);
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [total > 0]);
  useFirstSamples(useMemo(() => loaded.map((node) => node.id), [loaded.length, first, known]));

  if (!known && trouble) return <Trouble what="Nodes" error={trouble} retry={again} />;
  if (!known) return <Skeleton rows={6} />;
  return (
    <section className="card" aria-label={`Heat map of ${MEASURE_WORDS[measure]}`}>
      <header className="heat-head">
        <Choices label="Measure" value={measure} choices={MEASURES} onChoose={(value) => onSearch({ measure: value === "cpu" ? undefined : value })} />
        <Legend />
      </header>
      {trouble !== null && <Trouble what="Nodes" error={trouble} retry={again} stale />}
      {known.total === 0 && empty}
      <div className="body">
        <div ref={place} style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {rows.map((row) => (
            <div key={row.key} className="heat-row" style={{ transform: `translateY(${row.start - top}px)` }}>
              {Array.from({ length: Math.min(columns, total - row.index * columns) }, (_, column) => {
                const node = nodeAt(row.index * columns + column);
                return node ? <Cell key={node.id} node={node} measure={measure} /> : <span key={column} className="heat-cell" />;
              })}
            </div>
          ))}
        </div>
      </div>
    </section>
  );
}

function Cell({ node, measure }: { node: Node; measure: HeatMeasure }) {
  const workspace = useWorkspace();
  const sample = useSample(node.id);
  const value = node.status === "online" ? valueOf(sample, measure) : null;
  const step = heat(value);
  const words = node.status === "offline" ? "offline" : value === null ? `${MEASURE_WORDS[measure]} unknown` : `${MEASURE_WORDS[measure]} ${Math.round(value)} %`;
  const state = node.maintenanceMode ? ", in maintenance" : "";
  return (
    <Link
      to="/w/$slug/nodes/$nodeId"
      params={{ slug: workspace.slug, nodeId: node.id }}
      preload={false}
      className={node.status === "offline" ? "heat-cell gone" : step === null ? "heat-cell" : `heat-cell step-${step}`}
      title={`${node.name}: ${words}${state}`}
      aria-label={`${node.name}: ${words}${state}`}
    >
      {node.status === "offline" ? "×" : value === null ? "" : Math.round(value)}
    </Link>
  );
}

function Legend() {
  return (
    <ul className="heat-legend small soft" aria-label="Colours">
      {STEPS.map((step, place) => (
        <li key={step.from}>
          <i className={`step-${place}`} aria-hidden="true" />
          {step.words}
        </li>
      ))}
      <li>
        <i className="gone" aria-hidden="true" />
        offline
      </li>
    </ul>
  );
}
