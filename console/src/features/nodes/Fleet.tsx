// The filters, the table, and what can be done with the chosen ones.
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { Node } from "../../api/types";
import type { NodeSearch } from "../../app/search";
import { mayChange, useWorkspace } from "../../app/workspace";
import { Button, Choices, Empty } from "../../ui/parts";
import { complain } from "../../ui/toasts";
import { count, plural } from "../../ui/words";
import { allNodes } from "./asking";
import { BulkActions } from "./BulkActions";
import { HeatMap } from "./HeatMap";
import { NodeTable } from "./NodeTable";
import { filterOf } from "./pages";
import { Views } from "./Views";

const STATES = [
  { value: "all", label: "All" },
  { value: "online", label: "Online" },
  { value: "offline", label: "Offline" },
  { value: "maintenance", label: "In maintenance" },
] as const;
const LOOKS = [
  { value: "table", label: "Table" },
  { value: "map", label: "Heat map" },
] as const;
const TYPING = 250;

interface Props {
  search: NodeSearch;
  onSearch: (change: Partial<NodeSearch>) => void;
}

export function Fleet({ search, onSearch }: Props) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Node>>(new Map());
  const [total, setTotal] = useState(0);
  const choose = (nodes: Node[], on: boolean) => {
    const next = new Map(chosen);
    for (const node of nodes) {
      if (on) next.set(node.id, node);
      else next.delete(node.id);
    }
    setChosen(next);
  };
  const empty = <NoNodes search={search} onSearch={onSearch} />;
  return (
    <>
      <Filters search={search} onSearch={onSearch} />
      {search.view === "map" ? (
        <HeatMap search={search} onSearch={onSearch} empty={empty} />
      ) : (
        <NodeTable search={search} onSearch={onSearch} onTotal={setTotal} chosen={new Set(chosen.keys())} onChoose={choose} empty={empty} />
      )}
      {chosen.size > 0 && search.view !== "map" && <ChosenBar search={search} chosen={chosen} total={total} onChosen={setChosen} />}
    </>
  );
}

function NoNodes({ search, onSearch }: Props) {
  const workspace = useWorkspace();
  if (search.status !== undefined || search.search !== undefined || search.maintenance !== undefined) {
    return (
      <Empty title="No node fits these filters">
        <Button onClick={() => onSearch({ status: undefined, search: undefined, maintenance: undefined })}>Show all nodes</Button>
      </Empty>
    );
  }
  return (
    <Empty title="No nodes yet">
      <p>A node is a machine on which the agent runs. Add one with a single command, or approve one that asks to join.</p>
      <Link to="/w/$slug/enrollments" params={{ slug: workspace.slug }} className="button first">
        Add a node
      </Link>
    </Empty>
  );
}

interface ChosenProps {
  search: NodeSearch;
  chosen: ReadonlyMap<string, Node>;
  total: number;
  onChosen: (chosen: ReadonlyMap<string, Node>) => void;
}

/** How many are chosen, a way to choose all that the filters let through, and what can be done with them. */
function ChosenBar({ search, chosen, total, onChosen }: ChosenProps) {
  const workspace = useWorkspace();
  const [fetched, setFetched] = useState<number | null>(null);
  const all = async () => {
    setFetched(0);
    try {
      const nodes = await allNodes(workspace, filterOf(search), undefined, setFetched);
      onChosen(new Map(nodes.map((node) => [node.id, node])));
    } catch (failure) {
      complain("Choosing all", failure);
    }
    setFetched(null);
  };
  return (
    <div className="chosen-bar" role="region" aria-label="Chosen nodes">
      <strong className="grow">{plural(chosen.size, "node")} chosen</strong>
      {total > chosen.size && (
        <Button look="plain" disabled={fetched !== null} onClick={() => void all()}>
          {fetched === null ? `Choose all ${count(total)} that fit` : `${count(fetched)} of ${count(total)}`}
        </Button>
      )}
      <Button look="plain" onClick={() => onChosen(new Map())}>
        Clear
      </Button>
      {mayChange(workspace) && <BulkActions nodes={[...chosen.values()]} onChanged={(nodes) => onChosen(new Map([...chosen, ...nodes.map((node) => [node.id, node] as const)]))} />}
    </div>
  );
}

function Filters({ search, onSearch }: Props) {
  const [text, setText] = useState(search.search ?? "");
  const state = search.maintenance === "yes" ? "maintenance" : (search.status ?? "all");
  useEffect(() => {
    if (text === (search.search ?? "")) return;
    const timer = setTimeout(() => onSearch({ search: text || undefined }), TYPING);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => setText(search.search ?? ""), [search.search]);
  return (
    <div className="filters" role="search">
      <input
        className="input search"
        type="search"
        aria-label="Search nodes by name or hostname"
        placeholder="Name or hostname"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Choices
        label="State"
        value={state}
        choices={STATES}
        onChoose={(value) =>
          onSearch({
            status: value === "online" || value === "offline" ? value : undefined,
            maintenance: value === "maintenance" ? "yes" : undefined,
          })
        }
      />
      <Choices label="Look" value={search.view ?? "table"} choices={LOOKS} onChoose={(value) => onSearch({ view: value === "map" ? "map" : undefined })} />
      <Views search={search} onSearch={onSearch} />
    </div>
  );
}
