import { Link } from "@tanstack/react-router";
import { useWorkspace } from "../../app/workspace";
import { useNodeOf } from "./asking";

/** A node's name, as a link to its page. */
export function NodeName({ id }: { id: string | null }) {
  const workspace = useWorkspace();
  const node = useNodeOf(id);
  if (id === null) return <span className="faint">none</span>;
  if (node === null) return <span className="faint">a node that is gone</span>;
  return (
    <Link to="/w/$slug/nodes/$nodeId" params={{ slug: workspace.slug, nodeId: id }}>
      {node?.name ?? id.slice(0, 8)}
    </Link>
  );
}
