package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Plays one scenario in full; run by {@code ./noderax chaos NAME}, described in docs/reliability.md. */
class ChaosRun {
    @Test
    void chaos() throws Exception {
        ChaosPlan plan = ChaosPlan.fromCommand();
        OpenFolder folder = OpenFolder.create();
        try (folder;
                ServerProcess server = ChaosStage.server(folder)) {
            assertThat(play(server, folder, plan)).as(plan.command()).isEmpty();
        }
    }

    /** Gives the violations, and says on the way what happens. */
    static List<String> play(ServerProcess server, OpenFolder folder, ChaosPlan plan) throws Exception {
        ChaosOutput.say(plan.command());
        List<String> violations;
        long started = System.nanoTime();
        if (plan.name().equals("fuzz")) {
            violations = new FuzzRun(server, plan.seed(), plan.times()).run();
        } else {
            try (ChaosStage stage = new ChaosStage(folder, server, plan.seed())) {
                ChaosResult result = ChaosScenario.named(plan.name()).play(stage, plan);
                ChaosOutput.say(plan.name() + ": " + result);
                violations = result.violations();
            }
        }
        violations.stream().limit(20).forEach(ChaosOutput::say);
        ChaosOutput.say("%s: %s after %d s; again: %s"
                .formatted(
                        plan.name(),
                        violations.isEmpty() ? "good" : violations.size() + " VIOLATIONS",
                        (System.nanoTime() - started) / 1_000_000_000,
                        plan.command()));
        return violations.stream().limit(20).toList();
    }
}
