// The dense table of nodes: rows exist only where the eye is, the server filters, sorts and counts.
import { Link } from "@tanstack/react-router";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { memo, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useSample } from "../../api/measures";
import type { Node } from "../../api/types";
import type { NodeSearch, NodeSort } from "../../app/search";
import { useWorkspace } from "../../app/workspace";
import { Skeleton, Trouble } from "../../ui/parts";
import { Time } from "../../ui/time";
import { useFirstSamples } from "./asking";
import { Gauge } from "./Gauge";
import { useNodePages } from "./pages";
import { NodeState } from "./words";
import "./nodes.css";

const ROW = 38;

interface Props {
  search: NodeSearch;
  onSearch: (change: Partial<NodeSearch>) => void;
  chosen: ReadonlySet<string>;
  onChoose: (nodes: Node[], chosen: boolean) => void;
  /** Told how many the filters let through. */
  onTotal: (total: number) => void;
  empty: React.ReactNode;
}

const COLUMNS: { label: string; sort?: NodeSort; className?: string }[] = [
  { label: "Name", sort: "name" },
  { label: "State", sort: "status" },
  { label: "CPU", className: "wide" },
  { label: "Memory", className: "wide" },
  { label: "Disk", className: "wide" },
  { label: "System", sort: "os", className: "wider" },
  { label: "Agent", sort: "agentVersion", className: "wider" },
  { label: "Seen", sort: "lastSeen" },
];

export function NodeTable({ search, onSearch, chosen, onChoose, onTotal, empty }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [total, setTotal] = useState(0);
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), [total > 0]);
  const virtual = useWindowVirtualizer({ count: total, estimateSize: () => ROW, overscan: 12, scrollMargin: top });
  const rows = virtual.getVirtualItems();
  const { known, loaded, nodeAt, trouble, again } = useNodePages(search, rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0);
  useLayoutEffect(() => {
    if (!known) return;
    setTotal(known.total);
    onTotal(known.total);
  }, [known]);
  useFirstSamples(useMemo(() => rows.flatMap((row) => nodeAt(row.index)?.id ?? []), [rows[0]?.index, rows.at(-1)?.index, known]));

  if (!known && trouble) return <Trouble what="Nodes" error={trouble} retry={again} />;
  if (!known) {
    return (
      <div className="table-frame">
        <Skeleton rows={8} />
      </div>
    );
  }
  return (
    <>
      {trouble && <Trouble what="Nodes" error={trouble} retry={again} stale />}
      <div className="table-frame nodes" role="table" aria-label="Nodes" aria-rowcount={total + 1}>
        <Head search={search} onSearch={onSearch} loaded={loaded} chosen={chosen} onChoose={onChoose} />
        {known.total === 0 && empty}
        <div ref={list} role="rowgroup" style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {rows.map((row) => {
            const node = nodeAt(row.index);
            return (
              <div key={row.key} className="placed" style={{ transform: `translateY(${row.start - top}px)` }} role="presentation">
                {node ? <Row node={node} index={row.index} chosen={chosen.has(node.id)} onChoose={onChoose} /> : <div className="grid-row" role="row"><span role="cell" className="skeleton" style={{ width: "50%" }} /></div>}
              </div>
            );
          })}
        </div>
      </div>
    </>
  );
}

function Head({ search, onSearch, loaded, chosen, onChoose }: Omit<Props, "empty" | "onTotal"> & { loaded: Node[] }) {
  const sort = search.sort ?? "name";
  const order = search.order ?? "asc";
  const direction = (column: NodeSort) => (column === sort ? (order === "asc" ? "ascending" : "descending") : "none");
  return (
    <div className="grid-head" role="row">
      <span role="columnheader">
        <input
          type="checkbox"
          aria-label="Choose all nodes that are loaded"
          checked={loaded.length > 0 && loaded.every((node) => chosen.has(node.id))}
          onChange={(event) => onChoose(loaded, event.target.checked)}
        />
      </span>
      {COLUMNS.map((column) => (
        <span key={column.label} role="columnheader" className={column.className} aria-sort={column.sort && direction(column.sort)}>
          {column.sort ? (
            <button
              type="button"
              className="sort"
              onClick={() => onSearch({ sort: column.sort, order: column.sort === sort && order === "asc" ? "desc" : "asc" })}
            >
              {column.label}
              {column.sort === sort && <span aria-hidden="true">{order === "asc" ? "↑" : "↓"}</span>}
            </button>
          ) : (
            column.label
          )}
        </span>
      ))}
    </div>
  );
}

interface RowProps {
  node: Node;
  index: number;
  chosen: boolean;
  onChoose: Props["onChoose"];
}

/** Drawn again only for news of its own: a scrolled pixel is none. */
const Row = memo(function Row({ node, index, chosen, onChoose }: RowProps) {
  const workspace = useWorkspace();
  const sample = useSample(node.id);
  const measured = node.status === "online" ? sample : undefined;
  return (
    <div className="grid-row" role="row" aria-rowindex={index + 2} aria-selected={chosen}>
      <span role="cell">
        <input type="checkbox" aria-label={`Choose ${node.name}`} checked={chosen} onChange={(event) => onChoose([node], event.target.checked)} />
      </span>
      <span role="cell" className="cut">
        <Link to="/w/$slug/nodes/$nodeId" params={{ slug: workspace.slug, nodeId: node.id }} title={node.hostname} className="node-name">
          {node.name}
        </Link>
      </span>
      <span role="cell">
        <NodeState node={node} />
      </span>
      <span role="cell" className="wide">
        <Gauge value={measured?.cpuUsage} label="CPU" />
      </span>
      <span role="cell" className="wide">
        <Gauge value={measured?.memoryUsage} label="Memory" />
      </span>
      <span role="cell" className="wide">
        <Gauge value={measured?.diskUsage} label="Disk" />
      </span>
      <span role="cell" className="wider cut soft" title={node.platformVersion ?? undefined}>
        {node.os} {node.arch}
      </span>
      <span role="cell" className="wider cut soft">
        {node.agentVersion ?? "–"}
      </span>
      <span role="cell" className="soft cut">
        <Time at={node.lastSeenAt} />
      </span>
    </div>
  );
});
