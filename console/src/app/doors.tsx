// What stands between an address and its page.
import { useQuery } from "@tanstack/react-query";
import { Link, Navigate, useParams, type ErrorComponentProps } from "@tanstack/react-router";
import { get } from "../api/call";
import type { Workspace } from "../api/types";
import { Empty, Skeleton, Trouble } from "../ui/parts";
import { Frame } from "./Frame";
import { WorkspaceContext } from "./workspace";

const useWorkspaces = () =>
  useQuery({ queryKey: ["workspaces"], queryFn: ({ signal }) => get<Workspace[]>("/workspaces", undefined, signal), staleTime: 60_000 });

/** Leads on to the workspace that is the default one. */
export function Home() {
  const workspaces = useWorkspaces();
  if (workspaces.isPending) return <Skeleton />;
  if (workspaces.isError) return <Trouble what="Workspaces" error={workspaces.error} retry={() => void workspaces.refetch()} />;
  const first = workspaces.data.find((one) => one.isDefault) ?? workspaces.data[0];
  if (!first) {
    return (
      <Empty title="You belong to no workspace">
        <p>An administrator of this server has to add you to one.</p>
      </Empty>
    );
  }
  return <Navigate to="/w/$slug" params={{ slug: first.slug }} replace />;
}

export function WorkspaceDoor() {
  const { slug } = useParams({ from: "/w/$slug" });
  const workspaces = useWorkspaces();
  if (workspaces.isPending) return <Skeleton />;
  if (workspaces.isError) return <Trouble what="Workspaces" error={workspaces.error} retry={() => void workspaces.refetch()} />;
  const workspace = workspaces.data.find((one) => one.slug === slug);
  if (!workspace) return <NoPage />;
  return (
    <WorkspaceContext value={workspace}>
      <Frame />
    </WorkspaceContext>
  );
}

export function NoPage() {
  return (
    <Empty title="There is no such page">
      <p>The address leads nowhere, or to something that you may not see.</p>
      <Link to="/">To the overview</Link>
    </Empty>
  );
}

export function PageTrouble({ error, reset }: ErrorComponentProps) {
  return <Trouble what="This page" error={error} retry={reset} />;
}
