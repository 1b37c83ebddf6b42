package io.noderax.system;

import io.noderax.agent.containment.TaskLimits;
import io.noderax.agent.holder.LaunchOrder;
import io.noderax.agent.launcher.HolderLauncher;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.log.Level;
import io.noderax.agent.tasks.RunningTask;
import io.noderax.agent.tasks.TaskEnding;
import io.noderax.linux.ChildCommand;
import io.noderax.linux.ProcessTable;
import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.testkit.controlplane.FakeControlPlane;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Measures what the holder of tasks costs and how fast it takes output, and what an agent needs while the server is away. Run by
 * {@code ./noderax bench HolderBenchmark}; it asserts nothing.
 */
class HolderBenchmark {
    private static final long MIB = 1024 * 1024;
    private static final String TOKEN = "%064x".formatted(7);

    @Test
    void startMemoryAndThroughput() throws Exception {
        System.setProperty("java.class.path", Built.agentClassPath());
        for (int run = 0; run < 3; run++) {
            try (OpenFolder folder = OpenFolder.create()) {
                HolderLauncher launcher = launcher(folder.path(), 2048 * MIB);
                report("start of the holder and of a task", millis(launcher, folder, "true"), "ms");
                report("start of a task with a holder there", millis(launcher, folder, "true"), "ms");
                report("holder idle, resident", ProcessMemory.of(holder(folder)).residentKib() / 1024, "MiB");
                report(
                        "holder idle, of that its own",
                        ProcessMemory.of(holder(folder)).ownKib() / 1024,
                        "MiB");
                throughput(launcher, folder, "blocks of 64 KiB", "head -c 536870912 /dev/zero", 512);
                throughput(launcher, folder, "seq, 30,000,000 lines", "seq 1 30000000", 248);
                throughput(
                        launcher,
                        folder,
                        "one write a line",
                        "i=0; while [ $i -lt 300000 ]; do echo $i; i=$((i+1)); done",
                        2);
                report(
                        "holder after that, resident",
                        ProcessMemory.of(holder(folder)).residentKib() / 1024,
                        "MiB");
                launcher.retire();
                WaitLoop.until(
                        "the holder ends", () -> !Files.exists(folder.path().resolve("holder-3.sock")));
            }
        }
        try (OpenFolder folder = OpenFolder.create()) {
            HolderLauncher launcher = launcher(folder.path(), 64 * MIB);
            throughput(launcher, folder, "1 GiB with a journal_quota of 64 MB", "head -c 1073741824 /dev/zero", 1024);
            report(
                    "holder after that, resident",
                    ProcessMemory.of(holder(folder)).residentKib() / 1024,
                    "MiB");
            launcher.retire();
            WaitLoop.until("the holder ends", () -> !Files.exists(folder.path().resolve("holder-3.sock")));
        }
    }

    @Test
    void memoryOfTheAgentWhileTheServerIsAway() throws Exception {
        try (OpenFolder folder = OpenFolder.create()) {
            FakeControlPlane fake = FakeControlPlane.startExtended();
            UUID node = fake.addNode(TOKEN);
            Process agent = agent(folder.path(), fake.url(), node);
            try {
                UUID warm = fake.queueCommand(node, "seq 1 5000000");
                fake.await("a proven log", Duration.ofMinutes(2), plane -> "complete".equals(plane.logState(warm)));
                Path go = folder.path().resolve("go");
                UUID task = fake.queueCommand(
                        node, "until [ -e %s ]; do sleep 0.1; done; head -c 1073741824 /dev/zero".formatted(go));
                fake.await("the start", Duration.ofSeconds(20), plane -> plane.starts(task) == 1);
                long idle = ProcessMemory.of(agent.pid()).residentKib();
                fake.close();
                Files.createFile(go);
                long most = most(agent.pid(), folder.path().resolve("agent.log"), task);
                report("agent idle, resident", idle / 1024, "MiB");
                report("agent while the server is away and a task prints 1 GiB, resident at most", most / 1024, "MiB");
            } finally {
                agent.destroy();
                agent.waitFor(20, TimeUnit.SECONDS);
                fake.close();
            }
        }
    }

    private static long most(long pid, Path log, UUID task) {
        long[] most = {0};
        new WaitLoop("the end of the task", Duration.ofMinutes(5)).until(() -> {
            most[0] = Math.max(most[0], ProcessMemory.of(pid).residentKib());
            return text(log).contains("task ended taskId=" + task);
        });
        return most[0];
    }

    private static Process agent(Path folder, String url, UUID node) throws IOException {
        Files.writeString(
                folder.resolve("identity.json"),
                JsonObject.builder()
                        .put("node_id", node)
                        .put("agent_token", TOKEN)
                        .put("registered_at", Clock.systemUTC().instant())
                        .build()
                        .toString());
        Path config = folder.resolve("config.json");
        Files.writeString(
                config,
                JsonObject.builder()
                        .put("api_url", url)
                        .put("state_file", folder.resolve("identity.json").toString())
                        .build()
                        .toString());
        List<String> command = new ArrayList<>(Built.agent("run"));
        command.addAll(1, List.of("-Xms8m", "-Xmx64m"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("agent.log").toFile());
        builder.environment().put("NODERAX_CONFIG_FILE", config.toString());
        return builder.start();
    }

    private static void throughput(HolderLauncher launcher, OpenFolder folder, String what, String command, long mib)
            throws Exception {
        long millis = millis(launcher, folder, command);
        System.out.printf("bench: output, %s: %d MiB in %d ms, %.0f MiB/s%n", what, mib, millis, mib * 1000.0 / millis);
    }

    private static long millis(HolderLauncher launcher, OpenFolder folder, String command) throws Exception {
        AttemptId attempt = new AttemptId(UUID.randomUUID());
        LaunchOrder order = new LaunchOrder(
                attempt,
                folder.folder(attempt.toString()),
                new ChildCommand(List.of("/bin/sh", "-c", command), Map.of("PATH", "/usr/bin:/bin"), "/"),
                null,
                TaskLimits.NONE,
                Duration.ofMinutes(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2));
        long started = System.nanoTime();
        RunningTask running = launcher.launch(order);
        TaskEnding ending = running.awaitEnd(written -> {});
        if (!(ending instanceof TaskEnding.Ended)) {
            throw new AssertionError(
                    "the holder is lost:\n" + text(folder.path().resolve("holder.log")));
        }
        return (System.nanoTime() - started) / 1_000_000;
    }

    private static HolderLauncher launcher(Path journal, long quota) {
        EventLog silent =
                new EventLog(new PrintStream(OutputStream.nullOutputStream()), Level.ERROR, Clock.systemUTC());
        return new HolderLauncher(
                journal, quota, new ProcessTable(Path.of("/proc")), System.getenv(), Duration.ofSeconds(5), silent);
    }

    private static long holder(OpenFolder folder) {
        String log = text(folder.path().resolve("holder.log"));
        return Long.parseLong(log.substring(log.lastIndexOf("pid=") + 4).strip());
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static void report(String what, long value, String unit) {
        System.out.printf("bench: %s: %d %s%n", what, value, unit);
    }
}
