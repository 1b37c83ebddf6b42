import type { Node } from "../../api/types";
import { Button } from "../../ui/parts";
import { Menu } from "../../ui/floating";
import { Icon } from "../../ui/icons";
import { hindrance, useOpening } from "./opening";

/** A button that opens a shell on the node, as the agent's user or as root. */
export function NewTerminal({ node }: { node: Node }) {
  const { busy, open } = useOpening(node.id);
  return (
    <Menu
      trigger={
        <Button disabled={busy}>
          <Icon name="terminal" />
          Terminal
        </Button>
      }
      entries={[
        { label: "As the agent's user", run: () => void open(false), disabled: hindrance(node, false) },
        { label: "As root", run: () => void open(true), disabled: hindrance(node, true) },
      ]}
    />
  );
}
