package io.noderax.system;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** The disk of the journal is full, or has no inode left, for a while; afterwards the agent goes on by itself. */
final class DiskTrouble implements ChaosScenario {
    /** While nothing is wrong, more is free than {@code noderax agent status} calls full. */
    private static final int MEGABYTES = 32;

    private static final int INODES = 1000;
    private static final Set<String> HONEST = Set.of("disk", "journal", "not-started", "journal-unwritable");

    @Override
    public ChaosResult play(ChaosStage stage, ChaosPlan plan) throws Exception {
        ChaosResult result = new ChaosResult();
        try (SmallDisk disk = SmallDisk.mount(stage.folder("small"), MEGABYTES, INODES)) {
            AgentProcess agent = stage.start(
                    stage.server().url(),
                    Map.of("journal_dir", disk.path().resolve("journal").toString()));
            TendLoop tending = new TendLoop(
                            stage, Integer.MAX_VALUE, 4, (folder, random) -> ChaosTask.draw(folder, random, 6, 900))
                    .start();
            for (int trouble = 0; trouble < plan.times(); trouble++) {
                ChaosPauseLoop.upTo(stage.random(), 3000);
                boolean bytes = trouble % 2 == 0;
                if (bytes) {
                    disk.fill();
                } else {
                    disk.takeInodes();
                }
                agent.awaitProblem(bytes ? "disk-full" : "inodes-gone", true);
                ChaosPauseLoop.seconds(plan.seconds());
                disk.free();
                agent.awaitProblem(bytes ? "disk-full" : "inodes-gone", false);
                if (!agent.isAlive()) {
                    result.other("the agent ended by itself:\n" + agent.lastWords());
                    agent.start();
                }
            }
            tending.awaitMore(4, "after the trouble");
            tending.queueNoMore();
            tending.finish(
                    Duration.ofSeconds(150),
                    new ChaosCheck(stage, result, new Allowance(HONEST, HONEST, true, true)),
                    result);
            stage.close();
        }
        return result;
    }
}
