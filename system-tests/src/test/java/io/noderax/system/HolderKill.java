package io.noderax.system;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The process that holds an agent's tasks is killed. Their ends cannot be known then: each fails with a reason that says so, with what
 * it had printed until then, and is not run again. New tasks run.
 */
final class HolderKill implements ChaosScenario {
    private static final int AGENTS = 2;
    private static final int LONGEST_BETWEEN_MS = 3000;
    private static final Set<String> HONEST = Set.of("holder-killed", "agent-restarted");

    @Override
    public ChaosResult play(ChaosStage stage, ChaosPlan plan) throws Exception {
        ChaosResult result = new ChaosResult();
        List<AgentProcess> agents = stage.start(AGENTS, stage.server().url(), Map.of());
        TendLoop tending = new TendLoop(
                        stage, Integer.MAX_VALUE, 3, (folder, random) -> ChaosTask.draw(folder, random, 5, 600))
                .start();
        int killed = 0;
        for (int kill = 0; kill < plan.times(); kill++) {
            ChaosPauseLoop.upTo(stage.random(), LONGEST_BETWEEN_MS);
            AgentProcess agent = agents.get(stage.random().nextInt(agents.size()));
            for (ProcessHandle holder : agent.holders()) {
                holder.destroyForcibly();
                killed++;
            }
        }
        if (killed == 0) {
            result.other("no holder was found to be killed");
        }
        tending.queueNoMore();
        tending.finish(
                Duration.ofMinutes(2),
                new ChaosCheck(stage, result, new Allowance(HONEST, HONEST, true, true)),
                result);
        return result;
    }
}
