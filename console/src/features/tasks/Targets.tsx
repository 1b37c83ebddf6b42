// Choosing nodes: by search and state, online ones first, each with what will become of the task there.
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { page } from "../../api/call";
import type { Node } from "../../api/types";
import { inWorkspace, useWorkspace } from "../../app/workspace";
import { Button, Choices, Empty, Skeleton, Trouble } from "../../ui/parts";
import { plural } from "../../ui/words";
import { NodeState } from "../nodes/words";

interface Props {
  chosen: ReadonlyMap<string, Node>;
  onChange: (chosen: ReadonlyMap<string, Node>) => void;
}

const LIMIT = 100;

export function Targets({ chosen, onChange }: Props) {
  const workspace = useWorkspace();
  const [text, setText] = useState("");
  const [state, setState] = useState<"online" | "all">("online");
  const search = useDeferredValue(text.trim());
  const status = state === "online" ? "online" : undefined;
  const nodes = useQuery({
    queryKey: ["nodes", workspace.id, "targets", search, status],
    queryFn: ({ signal }) => page<Node>(inWorkspace(workspace, "/nodes"), { search, status, limit: LIMIT, sort: "name" }, signal),
    placeholderData: (before) => before,
  });
  const items = nodes.data?.items ?? [];
  const set = (some: Node[], on: boolean) => {
    const next = new Map(chosen);
    some.forEach((node) => (on ? next.set(node.id, node) : next.delete(node.id)));
    onChange(next);
  };
  const allChosen = items.length > 0 && items.every((node) => chosen.has(node.id));
  const more = (nodes.data?.total ?? 0) - items.length;
  return (
    <div className="card">
      <header>
        <h2>Targets</h2>
        <span className="soft small" style={{ paddingRight: 8 }}>
          {plural(chosen.size, "node")} chosen
        </span>
      </header>
      <div className="body stack tight">
        <div className="filters">
          <input className="input search" type="search" aria-label="Search targets" placeholder="Name or hostname" value={text} onChange={(event) => setText(event.target.value)} />
          <Choices
            label="Which nodes"
            value={state}
            choices={[
              { value: "online", label: "Online" },
              { value: "all", label: "All" },
            ]}
            onChoose={setState}
          />
        </div>
        {nodes.isPending && <Skeleton rows={4} />}
        {nodes.isError && <Trouble what="Nodes" error={nodes.error} retry={() => void nodes.refetch()} />}
        {nodes.data && items.length === 0 && (
          <Empty title={search ? "No node fits" : state === "online" ? "No node is online" : "No nodes yet"}>
            {state === "online" && <Button onClick={() => setState("all")}>Show offline ones too</Button>}
          </Empty>
        )}
        {items.length > 0 && (
          <>
            <label className="check">
              <input type="checkbox" checked={allChosen} onChange={(event) => set(items, event.target.checked)} />
              All {items.length} shown
            </label>
            <ul className="targets stack tight" style={{ listStyle: "none" }}>
              {items.map((node) => (
                <li key={node.id} className="spread">
                  <label className="check grow">
                    <input type="checkbox" checked={chosen.has(node.id)} onChange={(event) => set([node], event.target.checked)} />
                    <span className="cut">{node.name}</span>
                  </label>
                  <NodeState node={node} />
                </li>
              ))}
            </ul>
            {more > 0 && <p className="small soft">{plural(more, "more node")} fit; search to see them.</p>}
          </>
        )}
      </div>
    </div>
  );
}
