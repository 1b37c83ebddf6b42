package io.noderax.system;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The clock of the agents' machine is set a day ahead, right, a day back, and right again, while tasks run, print and end. */
final class ClockJump implements ChaosScenario {
    private static final List<String> OFFSETS = List.of("+1d", "+0", "-1d", "+0");
    private static final String NAME = "clock-skew";

    @Override
    public ChaosResult play(ChaosStage stage, ChaosPlan plan) throws Exception {
        ChaosResult result = new ChaosResult();
        ShiftedClock clock = new ShiftedClock(stage.folder("clock"));
        for (int i = 0; i < 2; i++) {
            stage.start(stage.server().url(), Map.of(), clock.surroundings());
        }
        TendLoop tending = new TendLoop(
                        stage, Integer.MAX_VALUE, 3, (folder, random) -> ChaosTask.draw(folder, random, 6, 900))
                .start();
        for (int jump = 0; jump < plan.times(); jump++) {
            ChaosPauseLoop.upTo(stage.random(), 3000);
            String offset = OFFSETS.get(jump % OFFSETS.size());
            clock.moveTo(offset);
            ChaosPauseLoop.seconds(plan.seconds());
            for (AgentProcess agent : stage.agents()) {
                agent.awaitProblem(NAME, !offset.equals("+0"));
            }
            tending.awaitMore(4, "after the clock was set to " + offset);
        }
        tending.queueNoMore();
        tending.finish(Duration.ofMinutes(2), new ChaosCheck(stage, result, Allowance.NONE), result);
        return result;
    }
}
