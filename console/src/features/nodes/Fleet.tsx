// The filters, the table, and what can be done with the chosen ones.
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { Node } from "../../api/types";
import type { NodeSearch } from "../../app/search";
import { mayChange, useWorkspace } from "../../app/workspace";
import { Button, Choices, Empty } from "../../ui/parts";
import { plural } from "../../ui/words";
import { NodeTable } from "./NodeTable";

const STATES = [
  { value: "all", label: "All" },
  { value: "online", label: "Online" },
  { value: "offline", label: "Offline" },
  { value: "maintenance", label: "In maintenance" },
] as const;
const TYPING = 250;
/** As many as one task is made for at once. */
const MOST = 100;

interface Props {
  search: NodeSearch;
  onSearch: (change: Partial<NodeSearch>) => void;
}

export function Fleet({ search, onSearch }: Props) {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<ReadonlyMap<string, Node>>(new Map());
  const choose = (nodes: Node[], on: boolean) => {
    const next = new Map(chosen);
    for (const node of nodes) {
      if (on) next.set(node.id, node);
      else next.delete(node.id);
    }
    setChosen(next);
  };
  const filtered = search.status !== undefined || search.search !== undefined || search.maintenance !== undefined;
  const nodes = [...chosen.keys()].slice(0, MOST).join(",");
  return (
    <>
      <Filters search={search} onSearch={onSearch} />
      <NodeTable
        search={search}
        onSearch={onSearch}
        chosen={new Set(chosen.keys())}
        onChoose={choose}
        empty={
          filtered ? (
            <Empty title="No node fits these filters">
              <Button onClick={() => onSearch({ status: undefined, search: undefined, maintenance: undefined })}>Show all nodes</Button>
            </Empty>
          ) : (
            <Empty title="No nodes yet">
              <p>A node is a machine on which the agent runs. Add one with a single command, or approve one that asks to join.</p>
              <Link to="/w/$slug/enrollments" params={{ slug: workspace.slug }} className="button first">
                Add a node
              </Link>
            </Empty>
          )
        }
      />
      {chosen.size > 0 && (
        <div className="chosen-bar" role="region" aria-label="Chosen nodes">
          <strong className="grow">{plural(chosen.size, "node")} chosen</strong>
          <Button look="plain" onClick={() => setChosen(new Map())}>
            Clear
          </Button>
          {mayChange(workspace) && (
            <Button look="first" onClick={() => void navigate({ to: "/w/$slug/tasks/new", params: { slug: workspace.slug }, search: { nodes } })}>
              Run a task on {chosen.size === 1 ? "it" : chosen.size > MOST ? `the first ${MOST}` : "them"}
            </Button>
          )}
        </div>
      )}
    </>
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
    </div>
  );
}
