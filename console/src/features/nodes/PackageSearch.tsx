import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get } from "../../api/call";
import type { Node, PackageAnswer } from "../../api/types";
import { inWorkspace, useWorkspace } from "../../app/workspace";
import { Button, Card, Empty, Skeleton, Trouble } from "../../ui/parts";
import { Sentence } from "../../ui/time";

/** What the node could install: its own package manager is asked, when the operator says so. */
export function PackageSearch({ node, term, onInstall }: { node: Node; term: string; onInstall: (name: string) => void }) {
  const workspace = useWorkspace();
  const [asked, setAsked] = useState(false);
  const search = useQuery({
    queryKey: ["package-search", workspace.id, node.id, term],
    queryFn: ({ signal }) => get<PackageAnswer>(inWorkspace(workspace, "/packages/search"), { nodeId: node.id, term }, signal),
    enabled: asked,
    staleTime: 60_000,
  });
  if (!asked) {
    return (
      <div className="row">
        <Button disabled={node.status === "offline"} onClick={() => setAsked(true)}>
          Search what can be installed for “{term}”
        </Button>
        {node.status === "offline" && <span className="soft small">The node is offline.</span>}
      </div>
    );
  }
  const { data } = search;
  const results = data?.results;
  return (
    <Card title={`Can be installed: ${term}`} flush>
      {search.isPending && <Skeleton rows={3} />}
      {search.isError && <Trouble what="The search" error={search.error} retry={() => void search.refetch()} />}
      {data && !results && (
        <Empty title="The node has not answered yet">
          <p><Sentence text={data.error ?? data.statusReason?.message ?? ""} /></p>
          <Button onClick={() => void search.refetch()}>Ask again</Button>
        </Empty>
      )}
      {results?.length === 0 && <Empty title="The node knows no such package" />}
      {results && results.length > 0 && (
        <div className="table-scroll" style={{ maxHeight: 420 }}>
          <table className="table">
            <tbody>
              {results.slice(0, 100).map((one) => (
                <tr key={one.name}>
                  <td>
                    <strong>{one.name}</strong>
                    {one.description && <div className="small soft">{one.description}</div>}
                  </td>
                  <td className="tight mono">{one.version}</td>
                  <td className="tight">
                    <Button small aria-label={`Install ${one.name}`} onClick={() => onInstall(one.name)}>
                      Install
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}
