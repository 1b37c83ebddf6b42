package io.noderax.system;

import io.noderax.testkit.network.FaultProxy;
import io.noderax.testkit.network.LinkState;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * A task prints very much while the network is cut. With a journal that has room for twice as much every byte arrives; with one that has
 * room for a quarter, one gap says exactly how much is missing.
 */
final class LargeOutput implements ChaosScenario {
    private static final long MEGABYTE = 1024 * 1024;

    @Override
    public ChaosResult play(ChaosStage stage, ChaosPlan plan) throws Exception {
        ChaosResult result = new ChaosResult();
        try (FaultProxy proxy =
                FaultProxy.before(URI.create(stage.server().url()).getPort(), plan.seed())) {
            print(stage, plan, proxy, 2 * plan.megabytes(), result);
            print(stage, plan, proxy, Math.max(1, plan.megabytes() / 4), result);
        }
        return result;
    }

    private static void print(ChaosStage stage, ChaosPlan plan, FaultProxy proxy, int quota, ChaosResult result)
            throws InterruptedException {
        boolean fits = quota > plan.megabytes();
        AgentProcess agent = stage.start(proxy.url(), Map.of("journal_quota", quota + " MB"));
        java.nio.file.Path go = stage.folder("large").resolve("go-" + quota);
        long bytes = plan.megabytes() * MEGABYTE;
        String task = stage.operator()
                .queue(
                        agent.node().id(),
                        "until [ -e %s ]; do sleep 0.1; done; seq 1 1000000000 | head -c %d; exit 3"
                                .formatted(go, bytes));
        stage.operator().awaitStatus(task, "running");
        proxy.become(new LinkState.Resetting());
        touch(go);
        ChaosPauseLoop.seconds(plan.seconds());
        proxy.become(LinkState.FAIR);
        SlowServer.awaitEnd(stage, task, Duration.ofMinutes(5));
        ObservedLog log = stage.log(task);
        SeenStream out = new SeenStream(log.visible(NumberStream.bytes(bytes)));
        log.read(task, out, new SeenStream(NumberStream.bytes(0)));
        result.task(1, Duration.ZERO);
        result.gaps(out.gaps());
        report(result, out, fits ? 0 : 1, "with a journal of " + quota + " MB");
        ChaosOutput.say("gib: journal %d MB, %d bytes printed, %d seen, %d missing in %d gaps"
                .formatted(quota, bytes, out.seen(), out.missing(), out.gaps()));
    }

    private static void report(ChaosResult result, SeenStream out, int gaps, String about) {
        if (!out.difference().isEmpty()) {
            result.wrongBytes(out.difference() + " " + about);
        } else if (!out.isAtEnd()) {
            result.wrongBytes("ends after " + out.seen() + " bytes " + about);
        }
        if (out.gaps() != gaps) {
            result.wrongBytes(out.gaps() + " gaps, " + gaps + " expected, " + about);
        }
    }

    private static void touch(java.nio.file.Path file) {
        try {
            java.nio.file.Files.writeString(file, "");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
