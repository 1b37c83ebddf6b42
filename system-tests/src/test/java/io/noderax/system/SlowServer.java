package io.noderax.system;

import io.noderax.testkit.network.FaultProxy;
import io.noderax.testkit.network.LinkState;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** A server that looks like a reference server, takes one line a request, 130 of them a second, and a task that prints many more. */
final class SlowServer implements ChaosScenario {
    private static final int LINES_A_SECOND = 130;

    @Override
    public ChaosResult play(ChaosStage stage, ChaosPlan plan) throws Exception {
        ChaosResult result = new ChaosResult();
        try (FaultProxy proxy =
                FaultProxy.before(URI.create(stage.server().url()).getPort(), plan.seed())) {
            proxy.hideExtensions("/log-batches");
            proxy.become(new LinkState.Throttling("/logs", LINES_A_SECOND));
            AgentProcess agent = stage.start(proxy.url(), Map.of());
            String task = stage.operator().queue(agent.node().id(), "seq 1 " + plan.times());
            awaitEnd(stage, task, plan.span());
            LineLog log = new LineLog(stage.operator());
            SeenStream out = new SeenStream(NumberStream.lines(plan.times()));
            SeenStream err = new SeenStream(NumberStream.bytes(0));
            log.read(task, out, err);
            result.task(1, Duration.ZERO);
            result.gaps(out.gaps());
            report(result, out);
            ChaosOutput.say("slow-server: %d bytes seen, %d bytes in %d gaps; %s"
                    .formatted(out.seen(), out.missing(), out.gaps(), proxy.counts()));
        }
        return result;
    }

    private static void report(ChaosResult result, SeenStream out) {
        if (!out.difference().isEmpty()) {
            result.wrongBytes(out.difference());
        } else if (!out.isAtEnd()) {
            result.wrongBytes("ends after " + out.seen() + " bytes, " + out.missing() + " of them in gaps");
        }
        if (out.gaps() > 1) {
            result.wrongBytes(out.gaps() + " gaps where one would do");
        }
    }

    static void awaitEnd(ChaosStage stage, String task, Duration longest) {
        new WaitLoop("task " + task + " ends", longest)
                .until(() -> stage.operator().task(task).text("finishedAt") != null);
        ObservedLog log = stage.log(task);
        new WaitLoop("the log of task " + task + " is complete", longest)
                .until(() -> log.isSettled(stage.operator().task(task)));
    }
}
