package io.noderax.system;

import io.noderax.testkit.network.FaultProxy;
import io.noderax.testkit.network.LinkState;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The network between agents and server is gone for a while, in every way that it can be, while tasks print and end. */
final class NetworkCut implements ChaosScenario {
    private static final int AGENTS = 3;
    private static final List<LinkState> WAYS = List.of(
            new LinkState.Resetting(),
            new LinkState.Silent(),
            new LinkState.Refusing(),
            new LinkState.HalfClosing(),
            new LinkState.Replacing(200),
            new LinkState.Replacing(403),
            new LinkState.Replacing(502));

    @Override
    public ChaosResult play(ChaosStage stage, ChaosPlan plan) throws Exception {
        ChaosResult result = new ChaosResult();
        try (FaultProxy proxy =
                FaultProxy.before(URI.create(stage.server().url()).getPort(), plan.seed())) {
            stage.start(AGENTS, proxy.url(), Map.of());
            TendLoop tending = new TendLoop(
                            stage, Integer.MAX_VALUE, 3, (folder, random) -> ChaosTask.draw(folder, random, 8, 999))
                    .start();
            for (int cut = 0; cut < plan.times(); cut++) {
                ChaosPauseLoop.upTo(stage.random(), 4000);
                LinkState way = WAYS.get((cut + (int) (plan.seed() % WAYS.size())) % WAYS.size());
                proxy.become(way);
                ChaosPauseLoop.seconds(plan.seconds());
                proxy.become(LinkState.FAIR);
            }
            tending.queueNoMore();
            tending.finish(Duration.ofMinutes(3), new ChaosCheck(stage, result, Allowance.NONE), result);
            ChaosOutput.say("cut: " + proxy.counts());
        }
        return result;
    }
}
