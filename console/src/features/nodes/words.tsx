// A node's state in words and colours.
import type { Node } from "../../api/types";
import { Badge } from "../../ui/parts";

export function NodeState({ node }: { node: Pick<Node, "status" | "maintenanceMode"> }) {
  if (node.maintenanceMode) return <Badge tone="warn">maintenance</Badge>;
  return node.status === "online" ? <Badge tone="good">online</Badge> : <Badge tone="bad">offline</Badge>;
}
