package io.noderax.system;

import io.noderax.testkit.network.FaultProxy;
import io.noderax.testkit.network.LinkState;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** One request in twenty is lost, one answer in twenty too, and all answers are late. */
final class NetworkLoss implements ChaosScenario {
    private static final int AGENTS = 4;
    private static final double LOST = 0.05;

    @Override
    public ChaosResult play(ChaosStage stage, ChaosPlan plan) throws Exception {
        ChaosResult result = new ChaosResult();
        try (FaultProxy proxy =
                FaultProxy.before(URI.create(stage.server().url()).getPort(), plan.seed())) {
            proxy.become(new LinkState.Lossy(LOST, LOST, plan.span()));
            stage.start(AGENTS, proxy.url(), Map.of());
            TendLoop tending = new TendLoop(
                            stage, plan.times(), 6, (folder, random) -> ChaosTask.draw(folder, random, 3, 600))
                    .start();
            tending.finish(
                    Duration.ofSeconds(120 + 4L * plan.times()), new ChaosCheck(stage, result, Allowance.NONE), result);
            ChaosOutput.say("loss: " + proxy.counts());
        }
        return result;
    }
}
