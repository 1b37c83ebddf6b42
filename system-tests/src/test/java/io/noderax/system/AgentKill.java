package io.noderax.system;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An agent is killed at a random moment while its tasks run, and started again: each runs once, and ends as if nothing had been. */
final class AgentKill implements ChaosScenario {
    private static final int AGENTS = 4;
    private static final int LONGEST_BETWEEN_MS = 1200;
    private static final int LONGEST_AWAY_MS = 600;

    @Override
    public ChaosResult play(ChaosStage stage, ChaosPlan plan) throws Exception {
        ChaosResult result = new ChaosResult();
        List<AgentProcess> agents = stage.start(AGENTS, stage.server().url(), Map.of());
        TendLoop tending = new TendLoop(
                        stage, Integer.MAX_VALUE, 3, (folder, random) -> ChaosTask.draw(folder, random, 5, 600))
                .start();
        for (int kill = 0; kill < plan.times(); kill++) {
            ChaosPauseLoop.upTo(stage.random(), LONGEST_BETWEEN_MS);
            AgentProcess agent = agents.get(stage.random().nextInt(agents.size()));
            if (!agent.isAlive()) {
                result.other("an agent ended by itself:\n" + agent.lastWords());
            }
            agent.kill();
            ChaosPauseLoop.upTo(stage.random(), LONGEST_AWAY_MS);
            agent.start();
        }
        tending.queueNoMore();
        tending.finish(Duration.ofMinutes(2), new ChaosCheck(stage, result, Allowance.NONE), result);
        return result;
    }
}
