import { createContext, useContext } from "react";
import type { Workspace } from "../api/types";

export const WorkspaceContext = createContext<Workspace | null>(null);

/** The workspace of the address. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error("outside of a workspace");
  return workspace;
}

/** Where the workspace's part of the API begins. */
export const inWorkspace = (workspace: Workspace, path: string): string => `/workspaces/${workspace.id}${path}`;

export const mayChange = (workspace: Workspace): boolean =>
  workspace.currentUserRole === "owner" || workspace.currentUserRole === "admin";
