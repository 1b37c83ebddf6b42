import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { post } from "../../api/call";
import { queries } from "../../api/queries";
import type { Node, TerminalSession } from "../../api/types";
import { inWorkspace, useWorkspace } from "../../app/workspace";
import { Button } from "../../ui/parts";
import { Menu } from "../../ui/floating";
import { Icon } from "../../ui/icons";
import { complain } from "../../ui/toasts";
import { allows } from "../nodes/profiles";

/** Opens a shell on the node and goes there. */
export function NewTerminal({ node }: { node: Node }) {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const open = async (runAsRoot: boolean) => {
    setBusy(true);
    try {
      const session = await post<TerminalSession>(inWorkspace(workspace, `/nodes/${node.id}/terminal-sessions`), { cols: 120, rows: 34, runAsRoot });
      void queries.invalidateQueries({ queryKey: ["terminals"] });
      await navigate({ to: "/w/$slug/terminals/$sessionId", params: { slug: workspace.slug, sessionId: session.id } });
    } catch (failure) {
      complain("Opening a terminal", failure);
    }
    setBusy(false);
  };
  const offline = node.status === "offline" ? "The node is offline" : undefined;
  return (
    <Menu
      trigger={
        <Button disabled={busy}>
          <Icon name="terminal" />
          Terminal
        </Button>
      }
      entries={[
        { label: "As the agent's user", run: () => void open(false), disabled: offline },
        {
          label: "As root",
          run: () => void open(true),
          disabled: offline ?? (allows(node.rootAccessAppliedProfile, "terminal") ? undefined : "Root access for terminals is not applied there"),
        },
      ]}
    />
  );
}
