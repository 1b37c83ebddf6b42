package io.noderax.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.linux.ControlGroups;
import io.noderax.linux.OwnUser;
import io.noderax.linux.ResourceLimits;
import io.noderax.protocol.json.JsonObject;
import io.noderax.testkit.controlplane.FakeControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole agent and tasks that use more than is good, or flee. What this machine cannot show is printed as not run. */
class ContainmentTest {
    /** As many as a chain can have at once: each process starts the next one and ends. */
    private static final int CHAINS = 40;

    @TempDir
    private Path folder;

    private final FakeControlPlane fake = FakeControlPlane.start();
    private String lack;
    private boolean memoryCanBeLimited;
    private UUID node;

    @BeforeEach
    void look() {
        node = fake.addNode(TestAgent.TOKEN);
        try (ControlGroups groups = ControlGroups.open(Path.of("/"))) {
            lack = groups.lack();
            memoryCanBeLimited = groups.lackFor(new ResourceLimits(1L, null, 1L)) == null;
        }
    }

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void ofAForkBombThatFleesFromSessionParentAndEnvironmentNothingSurvivesACancel()
            throws IOException, InterruptedException {
        if (lack != null) {
            System.out.println("not run, because no control group can be made here: " + lack);
            return;
        }
        try (TestAgent _ = TestAgent.start(fake, node, folder, JsonObject.of("heartbeat_interval", "200ms"))) {
            UUID task = fake.queueCommand(node, bomb() + "; echo begun; sleep 300");
            fake.await("the bomb", Duration.ofSeconds(20), f -> f.lines(task).contains("stdout: begun"));
            int beats = fake.calls("/heartbeat").size();
            fake.await(
                    "heartbeats beside the bomb",
                    Duration.ofSeconds(20),
                    f -> f.calls("/heartbeat").size() >= beats + 5);

            fake.cancel(task, "enough");
            fake.awaitEnd(task);

            assertThat(fake.status(task)).isEqualTo("cancelled");
            assertThat(chainsAreGone()).isTrue();
        }
    }

    @Test
    void ofAForkBombNothingSurvivesATimeout() throws IOException, InterruptedException {
        if (lack != null) {
            System.out.println("not run, because no control group can be made here: " + lack);
            return;
        }
        try (TestAgent _ = TestAgent.start(fake, node, folder)) {
            JsonObject payload = JsonObject.builder()
                    .put("command", bomb() + "; sleep 300")
                    .put("timeout", "1s")
                    .build();
            UUID task = fake.queue(node, "shell.exec", payload);
            fake.awaitEnd(task);

            assertThat(fake.status(task)).isIn("timeout", "failed");
            assertThat(chainsAreGone()).isTrue();
        }
    }

    @Test
    void aResultSaysWhatTheTaskHasUsed() {
        try (TestAgent _ = TestAgent.start(fake, node, folder)) {
            UUID task = fake.queueCommand(node, "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; exit 3");
            fake.awaitEnd(task);

            JsonObject result = fake.completion(task).object("result");
            JsonObject used = result.object("resources");
            assertThat((Long) used.get("cpuMs")).isBetween(20L, 60_000L);
            assertThat((Long) used.get("largestProcessBytes")).isBetween(100_000L, 100_000_000L);
            assertThat(result.get("exitCode")).isEqualTo(3L);
            assertThat(result.text("error")).contains("exit code 3");
        }
    }

    @Test
    void aTaskThatNeedsMoreMemoryThanTheSettingsGiveItSaysSoAndWhereTheyCannotItIsSaidInItsLog() {
        JsonObject settings = JsonObject.of("task_memory_max", "16 MB");
        try (TestAgent _ = TestAgent.start(fake, node, folder, settings)) {
            UUID task = fake.queueCommand(node, "echo begun; head -c 100000000 /dev/zero | tail >/dev/null");
            fake.awaitEnd(task);

            if (memoryCanBeLimited) {
                assertThat(fake.completion(task).object("result").text("reason"))
                        .isEqualTo("out-of-memory");
            } else {
                System.out.println("not run, because memory cannot be limited here: a task that needs too much");
                assertThat(fake.lines(task))
                        .anyMatch(line ->
                                line.contains("[noderax] the limits of the agent's settings do not all hold here"));
                assertThat(fake.status(task)).isEqualTo("success");
            }
        }
    }

    @Test
    void whatThePolicyLimitsIsNotStartedWhereTheLimitCannotBeHeld() throws IOException {
        if (!OwnUser.isRoot()) {
            System.out.println("not run, because a policy belongs to root");
            return;
        }
        Path mark = folder.resolve("mark");
        try (TestAgent _ = TestAgent.start(
                fake, node, folder, machineWithPolicy("{\"limits\": {\"pidsMax\": 50, \"memoryMax\": \"64 MB\"}}"))) {
            UUID task = fake.queueCommand(node, "touch " + mark);
            fake.awaitEnd(task);

            if (memoryCanBeLimited) {
                assertThat(mark).exists();
            } else {
                assertThat(fake.completion(task).object("result").text("reason"))
                        .isEqualTo("limits-not-held");
                assertThat(fake.completion(task).text("error")).contains("the policy of this node limits");
                assertThat(mark).doesNotExist();
            }
        }
    }

    private Path machineWithPolicy(String text) throws IOException {
        Path root = folder.resolve("root");
        Path policy = Files.createDirectories(root.resolve("etc/noderax-agent/policy.d"));
        for (Path path = policy; path.startsWith(root); path = path.getParent()) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.createSymbolicLink(root.resolve("proc"), Path.of("/proc"));
        Path file = Files.writeString(policy.resolve("10.json"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        return root;
    }

    private String bomb() throws IOException {
        Path chain = folder.resolve("chain.sh");
        Files.writeString(chain, "sleep 0.02\nenv -i setsid /bin/sh " + chain + " &\n");
        return "i=0; while [ $i -lt " + CHAINS + " ]; do i=$((i+1)); (env -i setsid /bin/sh " + chain
                + " >/dev/null 2>&1 &); done";
    }

    /** Three looks with a pause of a chain's step between: one alone may fall between two of its processes. */
    private boolean chainsAreGone() throws InterruptedException {
        for (int look = 0; look < 3; look++) {
            if (ProcessHandle.allProcesses()
                    .anyMatch(process -> process.info()
                            .commandLine()
                            .orElse("")
                            .contains(folder.resolve("chain.sh").toString()))) {
                return false;
            }
            Thread.sleep(50);
        }
        return true;
    }
}
