import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useDeferredValue, useMemo, useState } from "react";
import { get, post, remove } from "../../api/call";
import type { Node, Package, PackageAnswer } from "../../api/types";
import { inWorkspace, mayChange, useWorkspace } from "../../app/workspace";
import { Button, Card, Empty, Skeleton, Trouble } from "../../ui/parts";
import { Menu } from "../../ui/floating";
import { Icon } from "../../ui/icons";
import { Sentence, Time } from "../../ui/time";
import { complain } from "../../ui/toasts";
import { plural } from "../../ui/words";
import { PackageSearch } from "./PackageSearch";

const SHOWN = 200;

export function PackagesTab({ node }: { node: Node }) {
  const workspace = useWorkspace();
  const path = inWorkspace(workspace, `/nodes/${node.id}/packages`);
  const [text, setText] = useState("");
  const [task, setTask] = useState<string | null>(null);
  const filter = useDeferredValue(text.trim().toLowerCase());
  const packages = useQuery({
    queryKey: ["packages", workspace.id, node.id],
    queryFn: ({ signal }) => get<PackageAnswer>(path, undefined, signal),
  });
  const list = packages.data?.packages;
  const fitting = useMemo(() => (list ?? []).filter((one) => one.name.toLowerCase().includes(filter)), [list, filter]);
  const act = async (what: string, call: () => Promise<{ taskId: string }>) => {
    try {
      setTask((await call()).taskId);
    } catch (failure) {
      complain(what, failure);
    }
  };
  const install = (name: string) => act(`Installing ${name}`, () => post(path, { names: [name] }));
  const drop = (name: string, purge: boolean) => act(`Removing ${name}`, () => remove(`${path}/${encodeURIComponent(name)}`, { purge }));
  if (packages.isPending) return <Skeleton />;
  if (packages.isError) return <Trouble what="Packages" error={packages.error} retry={() => void packages.refetch()} />;
  const { stale, takenAt, statusReason, error } = packages.data;
  return (
    <>
      {task && (
        <div className="notice" role="status">
          <div>
            The node was asked to.{" "}
            <Link to="/w/$slug/tasks/$taskId" params={{ slug: workspace.slug, taskId: task }}>
              See how it goes
            </Link>
          </div>
        </div>
      )}
      {(error ?? statusReason) && (
        <div className="notice warn" role="status">
          <div>
            <strong>{list ? "This list is an older one" : "There is no list yet"}</strong>
            <Sentence text={error ?? statusReason?.message ?? ""} />
          </div>
          <Button small onClick={() => void packages.refetch()}>
            Ask again
          </Button>
        </div>
      )}
      <div className="filters">
        <input className="input search" type="search" aria-label="Filter packages" placeholder="Name of a package" value={text} onChange={(event) => setText(event.target.value)} />
        <span className="grow" />
        {takenAt && (
          <span className="soft small">
            {stale ? "Older list, taken" : "Taken"} <Time at={takenAt} />
          </span>
        )}
      </div>
      <Card flush>
        {fitting.length === 0 ? <Empty title={list ? "No installed package has that name" : "Nothing to show yet"} /> : <Rows rows={fitting.slice(0, SHOWN)} onUpgrade={(name) => void install(name)} onDrop={(name, purge) => void drop(name, purge)} />}
      </Card>
      {mayChange(workspace) && filter.length > 1 && <PackageSearch key={filter} node={node} term={text.trim()} onInstall={(name) => void install(name)} />}
      {fitting.length > 0 && (
        <p className="small soft">
          {plural(fitting.length, "package")}
          {fitting.length > SHOWN && `, the first ${SHOWN} are shown; filter to see others`}
        </p>
      )}
    </>
  );
}

interface RowsProps {
  rows: Package[];
  onUpgrade: (name: string) => void;
  onDrop: (name: string, purge: boolean) => void;
}

function Rows({ rows, onUpgrade, onDrop }: RowsProps) {
  const workspace = useWorkspace();
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th>Package</th>
            <th>Version</th>
            <th className="tight">
              <span className="hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={`${one.name} ${one.architecture ?? ""}`}>
              <td>
                <strong>{one.name}</strong>
                {one.description && <div className="small soft">{one.description}</div>}
              </td>
              <td className="mono" style={{ overflowWrap: "anywhere" }}>
                {one.version}
                {one.availableVersion && one.availableVersion !== one.version && <div className="small soft">newer: {one.availableVersion}</div>}
              </td>
              <td className="tight">
                {mayChange(workspace) && (
                  <Menu
                    trigger={
                      <Button icon small look="plain" aria-label={`Actions for ${one.name}`}>
                        <Icon name="more" />
                      </Button>
                    }
                    entries={[
                      { label: one.availableVersion ? `Upgrade to ${one.availableVersion}` : "Install again", run: () => onUpgrade(one.name) },
                      null,
                      { label: "Remove", run: () => onDrop(one.name, false), danger: true },
                      { label: "Purge, with its settings", run: () => onDrop(one.name, true), danger: true },
                    ]}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
