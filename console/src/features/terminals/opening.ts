import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { post } from "../../api/call";
import { queries } from "../../api/queries";
import type { Node, TerminalSession } from "../../api/types";
import { inWorkspace, useWorkspace } from "../../app/workspace";
import { complain } from "../../ui/toasts";
import { allows } from "../nodes/profiles";

/** Opens a shell on the node and goes there. */
export function useOpening(nodeId: string) {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const open = async (runAsRoot: boolean) => {
    setBusy(true);
    try {
      const session = await post<TerminalSession>(inWorkspace(workspace, `/nodes/${nodeId}/terminal-sessions`), { cols: 120, rows: 34, runAsRoot });
      void queries.invalidateQueries({ queryKey: ["terminals"] });
      await navigate({ to: "/w/$slug/terminals/$sessionId", params: { slug: workspace.slug, sessionId: session.id } });
    } catch (failure) {
      complain("Opening a terminal", failure);
    }
    setBusy(false);
  };
  return { busy, open };
}

/** Why no shell can be opened there, or undefined. */
export function hindrance(node: Node | null | undefined, asRoot: boolean): string | undefined {
  if (!node) return "The node is not known";
  if (node.status === "offline") return "The node is offline";
  return asRoot && !allows(node.rootAccessAppliedProfile, "terminal") ? "Root access for terminals is not applied there" : undefined;
}
