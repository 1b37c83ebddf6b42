// New versions of the agent: which there are, who runs what, and the rollout that brings one to nodes.
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useWorkspace } from "../../app/workspace";
import { Badge, Button, Card, Empty, PageHead, Skeleton, Trouble } from "../../ui/parts";
import { Time } from "../../ui/time";
import { plural } from "../../ui/words";
import { useSession } from "../auth/session";
import { useReleases, useRollouts, useSummary } from "./asking";
import { RolloutHead, RolloutState, rolloutTitle, TargetTable } from "./RolloutView";
import { StartRollout } from "./StartRollout";
import type { Release, Rollout, UpdateSummary } from "./types";
import "./updates.css";

export function UpdatesPage() {
  const { user } = useSession();
  const may = user.role === "platform_admin";
  const summary = useSummary(may);
  const releases = useReleases(may);
  const rollouts = useRollouts(may);
  const [starting, setStarting] = useState<Release | null>(null);
  if (!may) {
    return (
      <Empty title="Updates are for administrators of the server">
        <p>A rollout may reach the nodes of every workspace.</p>
      </Empty>
    );
  }
  const trouble = [summary, releases, rollouts].find((one) => one.isError);
  const active = summary.data?.activeRollout ?? null;
  const past = rollouts.data?.filter((rollout) => rollout.id !== active?.id);
  const latest = summary.data?.latestRelease;
  return (
    <>
      <PageHead title="Updates" sub={summary.data && <Standing summary={summary.data} />}>
        {latest && !active && (
          <Button look="first" onClick={() => setStarting(latest)}>
            Update nodes
          </Button>
        )}
      </PageHead>
      {trouble && <Trouble what="Updates" error={trouble.error} retry={() => void trouble.refetch()} stale={trouble.data !== undefined} />}
      {active && (
        <Card title={rolloutTitle(active)} flush>
          <div className="body rollout-head">
            <RolloutHead rollout={active} />
          </div>
          <TargetTable rollout={active} />
        </Card>
      )}
      <Card title="Releases" flush>
        {releases.isPending && <Skeleton rows={3} />}
        {releases.data?.length === 0 && (
          <Empty title="This server offers no releases">
            <p>
              Name a folder or an address with releases in <code>NODERAX_RELEASES</code>. <code>./noderax package agent</code> makes one.
            </p>
          </Empty>
        )}
        {releases.data?.map((release) => (
          <ReleaseRow key={release.version} release={release} latest={release.version === latest?.version} busy={active !== null} onStart={() => setStarting(release)} />
        ))}
      </Card>
      <Card title="Rollouts before" flush>
        {rollouts.isPending && <Skeleton rows={3} />}
        {past?.length === 0 && <Empty title="No rollout has ended yet" />}
        {past && past.length > 0 && <Past rollouts={past} />}
      </Card>
      {starting && <StartRollout release={starting} releases={releases.data ?? []} onClose={() => setStarting(null)} />}
    </>
  );
}

function Standing({ summary }: { summary: UpdateSummary }) {
  if (!summary.latestRelease) return "No release is known";
  if (summary.outdatedNodeCount === 0) return `All nodes run ${summary.latestRelease.version}`;
  return (
    <>
      {plural(summary.outdatedNodeCount, "node")} {summary.outdatedNodeCount === 1 ? "does" : "do"} not run {summary.latestRelease.version}; {summary.eligibleOutdatedNodeCount} of them could be updated now
    </>
  );
}

function ReleaseRow({ release, latest, busy, onStart }: { release: Release; latest: boolean; busy: boolean; onStart: () => void }) {
  const architectures = Object.keys(release.artifacts);
  return (
    <section className="release" aria-label={`Release ${release.version}`}>
      <div className="spread wrap">
        <div className="row wrap">
          <h3>{release.version}</h3>
          {latest && <Badge tone="good">latest</Badge>}
          <span className="soft small">
            <Time at={release.publishedAt} />
            {release.commit && <>, commit {release.commit.slice(0, 12)}</>}
            {architectures.length > 0 && <>, {architectures.join(" and ")}</>}
          </span>
        </div>
        <Button small disabled={busy} title={busy ? "Another rollout is not over yet" : undefined} onClick={onStart}>
          {latest ? "Update nodes" : "Bring it to nodes"}
        </Button>
      </div>
      {release.notes.map((note) => (
        <div key={note.title} className="soft">
          {note.title}
          <ul>
            {note.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function Past({ rollouts }: { rollouts: Rollout[] }) {
  const workspace = useWorkspace();
  return (
    <div className="table-scroll">
      <table className="table folds">
        <thead>
          <tr>
            <th>Rollout</th>
            <th className="tight">State</th>
            <th className="tight">Updated</th>
            <th className="wide-only">By</th>
            <th className="tight">Begun</th>
          </tr>
        </thead>
        <tbody>
          {rollouts.map((rollout) => (
            <tr key={rollout.id}>
              <td>
                <Link to="/w/$slug/updates/$rolloutId" params={{ slug: workspace.slug, rolloutId: rollout.id }}>
                  {rolloutTitle(rollout)}
                </Link>
                <div className="small soft">{rollout.statusMessage}</div>
              </td>
              <td className="tight">
                <RolloutState rollout={rollout} />
              </td>
              <td className="tight number">
                {rollout.counts.completed} of {rollout.counts.total}
              </td>
              <td className="wide-only soft">{rollout.requestedByEmailSnapshot}</td>
              <td className="tight soft">
                <Time at={rollout.createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
