import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { AlertSearch } from "../../app/search";
import { Button, Choices, Empty, PageHead, Skeleton, Trouble } from "../../ui/parts";
import { plural } from "../../ui/words";
import { Pager } from "../../ui/Pager";
import { NodeName } from "../nodes/NodeName";
import { AlertTable } from "./AlertTable";
import { useAlerts } from "./asking";

const PAGE = 50;
const STATES = [
  { value: "attention", label: "Needs attention" },
  { value: "open", label: "All that last" },
  { value: "recovered", label: "Recovered" },
  { value: "all", label: "All" },
] as const;
const NOTHING: Record<NonNullable<AlertSearch["state"]>, string> = {
  attention: "Nothing needs you now",
  open: "Nothing is wrong now",
  recovered: "Nothing has recovered lately",
  all: "No alert has been raised yet",
};

/** Every cause a row, however often it comes back. */
export function AlertsPage() {
  const search = useSearch({ from: "/w/$slug/alerts" });
  const navigate = useNavigate({ from: "/w/$slug/alerts" });
  const [place, setPlace] = useState(0);
  const state = search.state ?? "attention";
  const alerts = useAlerts({ ...search, state }, PAGE, place * PAGE);
  const change = (next: Partial<AlertSearch>) => {
    setPlace(0);
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  };
  const total = alerts.data?.total ?? 0;
  return (
    <>
      <PageHead title="Alerts" sub={alerts.data && plural(total, "alert")} />
      <div className="filters">
        <Choices label="State" value={state} choices={STATES} onChoose={(value) => change({ state: value })} />
        {search.nodeId && (
          <span className="row">
            on <NodeName id={search.nodeId} />
            <Button small look="plain" onClick={() => change({ nodeId: undefined })}>
              All nodes
            </Button>
          </span>
        )}
      </div>
      {alerts.isError && <Trouble what="Alerts" error={alerts.error} retry={() => void alerts.refetch()} stale={alerts.data !== undefined} />}
      <div className="table-frame">
        {alerts.isPending && <Skeleton />}
        {alerts.data?.items.length === 0 && (
          <Empty title={NOTHING[state]}>
            <p>A node that goes offline, a measure above its limit and an update that fails are shown here until they are over.</p>
          </Empty>
        )}
        {alerts.data && alerts.data.items.length > 0 && <AlertTable alerts={alerts.data.items} />}
      </div>
      <Pager place={place} page={PAGE} total={total} onPlace={setPlace} />
    </>
  );
}
