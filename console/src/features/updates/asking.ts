// What the pages ask of updates. While a rollout goes on it is asked for again and again: its steps are told by nobody.
import { useQuery } from "@tanstack/react-query";
import { get, post } from "../../api/call";
import { queries } from "../../api/queries";
import type { Release, Rollout, UpdateSummary } from "./types";
import { isActive } from "./rollout";

const WHILE_ACTIVE = 2_000;
const ELSE = 30_000;

export const useSummary = (enabled: boolean) =>
  useQuery({
    queryKey: ["updates", "summary"],
    queryFn: ({ signal }) => get<UpdateSummary>("/agent-updates/summary", undefined, signal),
    refetchInterval: (query) => (query.state.data?.activeRollout ? WHILE_ACTIVE : ELSE),
    enabled,
  });

export const useReleases = (enabled: boolean) =>
  useQuery({ queryKey: ["updates", "releases"], queryFn: ({ signal }) => get<Release[]>("/agent-updates/releases", undefined, signal), refetchInterval: ELSE, enabled });

export const useRollouts = (enabled: boolean) =>
  useQuery({ queryKey: ["updates", "rollouts"], queryFn: ({ signal }) => get<Rollout[]>("/agent-updates/rollouts", undefined, signal), refetchInterval: ELSE, enabled });

export const useRollout = (id: string, enabled: boolean) =>
  useQuery({
    queryKey: ["updates", "rollout", id],
    queryFn: ({ signal }) => get<Rollout>(`/agent-updates/rollouts/${id}`, undefined, signal),
    refetchInterval: (query) => (query.state.data && !isActive(query.state.data) ? ELSE : WHILE_ACTIVE),
    enabled,
  });

export type Deed = "resume" | "cancel" | `targets/${string}/retry` | `targets/${string}/skip`;

/** Decides about a rollout; what the page shows follows at once. */
export async function decide(rollout: string, deed: Deed): Promise<Rollout> {
  const after = await post<Rollout>(`/agent-updates/rollouts/${rollout}/${deed}`);
  queries.setQueryData(["updates", "rollout", rollout], after);
  void queries.invalidateQueries({ queryKey: ["updates"] });
  return after;
}

export async function startRollout(nodeIds: string[], version: string, rollback: boolean): Promise<Rollout> {
  const made = await post<Rollout>("/agent-updates/rollouts", { nodeIds, version, ...(rollback ? { rollback } : {}) });
  void queries.invalidateQueries({ queryKey: ["updates"] });
  return made;
}
