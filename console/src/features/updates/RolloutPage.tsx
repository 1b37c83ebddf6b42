import { useParams } from "@tanstack/react-router";
import { PageHead, Skeleton, Trouble } from "../../ui/parts";
import { Time } from "../../ui/time";
import { useRollout } from "./asking";
import { RolloutHead, rolloutTitle, TargetTable } from "./RolloutView";
import "./updates.css";

/** One rollout at an address of its own, also long after its end. */
export function RolloutPage() {
  const { rolloutId } = useParams({ from: "/w/$slug/updates/$rolloutId" });
  const rollout = useRollout(rolloutId, true);
  if (rollout.isPending) return <Skeleton />;
  if (!rollout.data) return <Trouble what="The rollout" error={rollout.error} retry={() => void rollout.refetch()} />;
  return (
    <>
      <PageHead
        title={rolloutTitle(rollout.data)}
        sub={
          <>
            Begun <Time at={rollout.data.createdAt} /> by {rollout.data.requestedByEmailSnapshot}
          </>
        }
      />
      {rollout.isError && <Trouble what="The rollout" error={rollout.error} retry={() => void rollout.refetch()} stale />}
      <div className="card">
        <div className="body rollout-head">
          <RolloutHead rollout={rollout.data} />
        </div>
        <TargetTable rollout={rollout.data} />
      </div>
    </>
  );
}
