import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get } from "../../api/call";
import type { Enrollment, NodeInstall } from "../../api/types";
import { useFallback } from "../../app/Banner";
import { inWorkspace, mayChange, useWorkspace } from "../../app/workspace";
import { Button, Card, Empty, PageHead, Skeleton, Trouble } from "../../ui/parts";
import { Icon } from "../../ui/icons";
import { AddNode } from "./AddNode";
import { Installs } from "./Installs";
import { Request } from "./Request";
import "./enrollment.css";

/** A machine's request reaches nobody over the socket, so it is asked for. */
const EVERY = 5_000;

export function EnrollmentPage() {
  const workspace = useWorkspace();
  const [adding, setAdding] = useState(false);
  const fallback = useFallback(EVERY);
  const pending = useQuery({
    queryKey: ["enrollments", workspace.id, "pending"],
    queryFn: ({ signal }) => get<Enrollment[]>(inWorkspace(workspace, "/enrollments"), { status: "pending", limit: 100 }, signal),
    refetchInterval: EVERY,
    enabled: mayChange(workspace),
  });
  const installs = useQuery({
    queryKey: ["installs", workspace.id],
    queryFn: ({ signal }) => get<NodeInstall[]>(inWorkspace(workspace, "/node-installs"), { limit: 10 }, signal),
    refetchInterval: fallback || 10_000,
  });
  if (!mayChange(workspace)) {
    return (
      <Empty title="Machines are let in by owners and administrators">
        <p>Ask one of them to approve your machine; it shows them a short code.</p>
      </Empty>
    );
  }
  return (
    <>
      <PageHead title="Enrollment" sub="Machines that ask to join">
        <Button look="first" onClick={() => setAdding(true)}>
          <Icon name="plus" />
          Add a node
        </Button>
      </PageHead>
      {pending.isError && <Trouble what="The inbox" error={pending.error} retry={() => void pending.refetch()} stale={pending.data !== undefined} />}
      <Card title="Waiting for approval" flush>
        {pending.isPending && <Skeleton rows={3} />}
        {pending.data?.length === 0 && (
          <Empty title="No machine asks to join">
            <p>
              On a machine with the agent, <code>noderax-agent enroll --email you@example.com</code> shows a short code, and the request appears here.
            </p>
          </Empty>
        )}
        {pending.data && pending.data.length > 0 && (
          <ul className="requests">
            {pending.data.map((request) => (
              <Request key={request.id} request={request} />
            ))}
          </ul>
        )}
      </Card>
      {installs.data && installs.data.length > 0 && <Installs installs={installs.data} />}
      <AddNode open={adding} onClose={() => setAdding(false)} />
    </>
  );
}
