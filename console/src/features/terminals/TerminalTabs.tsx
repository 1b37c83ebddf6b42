import { Link } from "@tanstack/react-router";
import type { TerminalSession } from "../../api/types";
import { useWorkspace } from "../../app/workspace";
import { Menu } from "../../ui/floating";
import { Icon } from "../../ui/icons";
import { Button } from "../../ui/parts";
import { useNodeOf } from "../nodes/asking";
import { hindrance, useOpening } from "./opening";
import { isLive } from "./tabs";

interface Props {
  tabs: readonly TerminalSession[];
  current: TerminalSession;
  onClose: (sessionId: string) => void;
}

/** The person's shells side by side, each at its own address, and a way to open one more. */
export function TerminalTabs({ tabs, current, onClose }: Props) {
  return (
    <nav className="tabs terminal-tabs" aria-label="Open terminals">
      {tabs.map((tab) => (
        <Tab key={tab.id} tab={tab} current={tab.id === current.id} onClose={() => onClose(tab.id)} />
      ))}
      <More current={current} />
    </nav>
  );
}

function Tab({ tab, current, onClose }: { tab: TerminalSession; current: boolean; onClose: () => void }) {
  const workspace = useWorkspace();
  const node = useNodeOf(tab.nodeId);
  const name = `${node?.name ?? "a node"}${tab.runAsRoot ? " #" : ""}`;
  return (
    <span className="tab-with-end">
      <Link
        to="/w/$slug/terminals/$sessionId"
        params={{ slug: workspace.slug, sessionId: tab.id }}
        className="tab"
        aria-current={current ? "page" : undefined}
        title={tab.runAsRoot ? `${name}: as root` : name}
      >
        <span className="cut">{name}</span>
        {!isLive(tab) && <span className="faint"> ended</span>}
      </Link>
      {!isLive(tab) && (
        <Button look="plain" small icon aria-label={`Close the tab of ${name}`} onClick={onClose}>
          ×
        </Button>
      )}
    </span>
  );
}

function More({ current }: { current: TerminalSession }) {
  const node = useNodeOf(current.nodeId);
  const { busy, open } = useOpening(current.nodeId);
  const name = node?.name ?? "this node";
  return (
    <Menu
      trigger={
        <Button look="plain" small icon disabled={busy} aria-label="One more terminal">
          <Icon name="plus" />
        </Button>
      }
      entries={[
        { label: `On ${name}, as the agent's user`, run: () => void open(false), disabled: hindrance(node, false) },
        { label: `On ${name}, as root`, run: () => void open(true), disabled: hindrance(node, true) },
      ]}
    />
  );
}
