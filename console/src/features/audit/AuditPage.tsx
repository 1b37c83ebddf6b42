import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { get } from "../../api/call";
import type { AuditEntry } from "../../api/types";
import type { AuditSearch } from "../../app/search";
import { inWorkspace, mayChange, useWorkspace } from "../../app/workspace";
import { Button, Empty, PageHead, Skeleton, Trouble } from "../../ui/parts";
import { Time } from "../../ui/time";

const PAGE = 50;
const TARGETS = ["node", "task", "user", "enrollment", "node-install", "terminal-session"];

export function AuditPage() {
  const workspace = useWorkspace();
  const search = useSearch({ from: "/w/$slug/audit" });
  const navigate = useNavigate({ from: "/w/$slug/audit" });
  const [actor, setActor] = useState(search.actor ?? "");
  const place = Number(search.page ?? 0);
  const { page: _, ...filter } = search;
  const rows = useQuery({
    queryKey: ["audit", workspace.id, filter, place],
    queryFn: ({ signal }) => get<AuditEntry[]>(inWorkspace(workspace, "/audit-logs"), { ...filter, limit: PAGE, offset: place * PAGE }, signal),
    placeholderData: (before) => before,
    enabled: mayChange(workspace),
  });
  const change = (next: Partial<AuditSearch>) => void navigate({ search: (before) => ({ ...before, page: undefined, ...next }), replace: true });
  if (!mayChange(workspace)) return <Empty title="The audit is for owners and administrators of the workspace" />;
  return (
    <>
      <PageHead title="Audit" sub="Who changed what, when and from where" />
      <form
        className="filters"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          change({ actor: actor || undefined });
        }}
      >
        <input className="input search" type="search" aria-label="Who, by e-mail" placeholder="Who, by e-mail" value={actor} onChange={(event) => setActor(event.target.value)} onBlur={() => change({ actor: actor || undefined })} />
        <select className="input" aria-label="What was changed" value={search.targetType ?? ""} onChange={(event) => change({ targetType: event.target.value || undefined })}>
          <option value="">Everything</option>
          {TARGETS.map((target) => (
            <option key={target}>{target}</option>
          ))}
        </select>
      </form>
      {rows.isError && <Trouble what="The audit" error={rows.error} retry={() => void rows.refetch()} stale={rows.data !== undefined} />}
      <div className="table-frame">
        {rows.isPending && <Skeleton rows={8} />}
        {rows.data?.length === 0 && <Empty title={place > 0 ? "There is nothing older" : "No entry fits these filters"} />}
        {rows.data && rows.data.length > 0 && <Rows rows={rows.data} />}
      </div>
      <div className="row">
        <Button disabled={place === 0} onClick={() => change({ page: String(place - 1) })}>
          Newer
        </Button>
        <Button disabled={(rows.data?.length ?? 0) < PAGE} onClick={() => change({ page: String(place + 1) })}>
          Older
        </Button>
      </div>
    </>
  );
}

const told = (values: Record<string, unknown> | null): string =>
  Object.entries(values ?? {})
    .filter(([, value]) => value !== null && value !== "")
    .map(([name, value]) => `${name}: ${typeof value === "object" ? JSON.stringify(value) : String(value)}`)
    .join(", ");

function Rows({ rows }: { rows: AuditEntry[] }) {
  return (
    <div className="table-scroll">
      <table className="table folds">
        <thead>
          <tr>
            <th className="tight">When</th>
            <th>Who</th>
            <th>Action</th>
            <th>Of what</th>
            <th className="tight">From</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td className="tight soft">
                <Time at={row.createdAt} />
              </td>
              <td>{row.actorEmailSnapshot ?? row.actorType}</td>
              <td>
                <code>{row.action}</code>
              </td>
              <td className="whole" style={{ overflowWrap: "anywhere" }}>
                {row.targetLabel ?? row.targetId ?? row.targetType}
                <div className="small faint">{told({ ...row.metadata, ...row.changes })}</div>
              </td>
              <td className="tight mono soft">{row.ipAddress}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
