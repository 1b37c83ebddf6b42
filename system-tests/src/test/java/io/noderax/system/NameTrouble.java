package io.noderax.system;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The name of the control plane cannot be resolved for a while, in turn because the name server refuses and because it is silent. In
 * each trouble one of the agents is killed and started again, as on a machine that comes up before its name service does.
 */
final class NameTrouble implements ChaosScenario {
    private static final int AGENTS = 2;

    @Override
    public ChaosResult play(ChaosStage stage, ChaosPlan plan) throws Exception {
        ChaosResult result = new ChaosResult();
        try (NameService names = new NameService(stage.folder("names"))) {
            String url = "http://" + NameService.NAME + ':'
                    + URI.create(stage.server().url()).getPort();
            for (int i = 0; i < AGENTS; i++) {
                stage.start(url, Map.of(), names.surroundings());
            }
            TendLoop tending = new TendLoop(
                            stage, Integer.MAX_VALUE, 3, (folder, random) -> ChaosTask.draw(folder, random, 8, 999))
                    .start();
            for (int trouble = 0; trouble < plan.times(); trouble++) {
                tending.awaitMore(4, "while the name is known");
                if (trouble % 2 == 0) {
                    names.refuse();
                } else {
                    names.beSilent();
                }
                restart(stage.agents(), trouble);
                ChaosPauseLoop.seconds(plan.seconds());
                names.work();
            }
            tending.awaitMore(4, "after the trouble");
            tending.queueNoMore();
            tending.finish(Duration.ofMinutes(3), new ChaosCheck(stage, result, Allowance.NONE), result);
            stage.close();
        }
        return result;
    }

    private static void restart(List<AgentProcess> agents, int trouble) throws InterruptedException {
        AgentProcess agent = agents.get(trouble / 2 % agents.size());
        agent.kill();
        agent.start();
        agent.awaitProblem("name-not-resolved", true);
    }
}
