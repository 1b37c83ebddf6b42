package io.noderax.system;

import io.noderax.testkit.network.FaultProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The server is killed under load at a random moment, with its database or without, and started again. */
final class ServerKill implements ChaosScenario {
    private static final int AGENTS = 8;
    private static final int LONGEST_AWAY_MS = 500;

    @Override
    public ChaosResult play(ChaosStage stage, ChaosPlan plan) throws Exception {
        ChaosResult result = new ChaosResult();
        AcknowledgedReports acknowledged = new AcknowledgedReports();
        try (FaultProxy proxy =
                FaultProxy.before(URI.create(stage.server().url()).getPort(), plan.seed())) {
            proxy.witness(acknowledged);
            stage.start(AGENTS, proxy.url(), Map.of());
            TendLoop tending = new TendLoop(
                            stage, Integer.MAX_VALUE, 2, (folder, random) -> ChaosTask.draw(folder, random, 5, 600))
                    .start();
            for (int kill = 0; kill < plan.times(); kill++) {
                ChaosPauseLoop.upTo(stage.random(), plan.seconds() * 1000);
                kill(stage);
                ChaosPauseLoop.upTo(stage.random(), LONGEST_AWAY_MS);
                stage.server().start();
            }
            tending.queueNoMore();
            tending.finish(Duration.ofSeconds(150), new ChaosCheck(stage, result, Allowance.NONE), result);
            acknowledged.check(stage.operator(), result);
            ChaosOutput.say("server-kill: " + acknowledged.count() + " completions were acknowledged to agents");
        }
        return result;
    }

    private static void kill(ChaosStage stage) throws IOException, InterruptedException {
        Path postmaster =
                stage.server().home().resolve("postgres").resolve("data").resolve("postmaster.pid");
        boolean withDatabase = stage.random().nextBoolean();
        long pid = Long.parseLong(Files.readAllLines(postmaster).getFirst().strip());
        stage.server().kill();
        if (withDatabase) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
