package io.noderax.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.JsonObject;
import io.noderax.testkit.controlplane.Call;
import io.noderax.testkit.controlplane.FakeControlPlane;
import io.noderax.testkit.controlplane.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task's way through the agent, against a control plane that is as strict as the reference. */
class MainJobTest {
    @TempDir
    private Path folder;

    private final FakeControlPlane fake = FakeControlPlane.start();
    private UUID node;
    private TestAgent agent;

    @BeforeEach
    void start() {
        node = fake.addNode(TestAgent.TOKEN);
        agent = TestAgent.start(fake, node, folder);
    }

    @AfterEach
    void stop() {
        agent.close();
        fake.close();
    }

    @Test
    void theOutputOfBothStreamsArrivesInOrderBeforeTheResult() {
        UUID task = fake.queueCommand(node, "echo one; echo two >&2; sleep 0.2; echo three; exit 3");

        fake.awaitEnd(task);

        assertThat(fake.lines(task)).containsExactlyInAnyOrder("stdout: one", "stderr: two", "stdout: three");
        assertThat(fake.lines(task).getLast()).isEqualTo("stdout: three");
        assertThat(fake.status(task)).isEqualTo("failed");
        assertThat(fake.completion(task).get("exitCode")).isEqualTo(3L);
        assertThat(fake.completion(task).text("output")).contains("one\n").contains("[stderr] two\n");
        assertThat(fake.calls("/completed")).hasSize(1);
    }

    @Test
    void aSuccessIsOnlyTheExitCodeZero() {
        UUID good = fake.queueCommand(node, "true");
        UUID bad = fake.queueCommand(node, "kill -9 $$");

        fake.awaitEnd(good);
        fake.awaitEnd(bad);

        assertThat(fake.status(good)).isEqualTo("success");
        assertThat(fake.status(bad)).isEqualTo("failed");
    }

    @Test
    void aThousandLinesArriveWholeAndInOrder() {
        UUID task = fake.queueCommand(node, "seq 1 1000");
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 1000; i++) {
            expected.add("stdout: " + i);
        }

        fake.awaitEnd(task);

        assertThat(fake.lines(task)).isEqualTo(expected);
    }

    @Test
    void aCancelEndsTheWholeFamilyAlsoThoseInASessionOfTheirOwn() throws IOException {
        Path pids = folder.resolve("pids");
        UUID task = fake.queueCommand(
                node,
                "(sleep 300 & echo $! >>%1$s); setsid sh -c 'echo $$ >>%1$s; exec sleep 300' & echo $$ >>%1$s; echo ready; wait"
                        .formatted(pids));
        fake.await(
                "the first line",
                Duration.ofSeconds(20),
                plane -> plane.lines(task).contains("stdout: ready"));
        fake.cancel(task, "enough");

        fake.awaitEnd(task);

        assertThat(fake.status(task)).isEqualTo("cancelled");
        assertThat(fake.completion(task).text("error")).contains("enough");
        for (String pid : Files.readAllLines(pids)) {
            assertThat(Pids.isRunning(pid)).as("process " + pid).isFalse();
        }
    }

    @Test
    void aTaskThatIgnoresTermIsKilled() {
        UUID task = fake.queueCommand(node, "trap '' TERM; echo ready; while :; do sleep 1; done");
        fake.await(
                "the first line",
                Duration.ofSeconds(20),
                plane -> plane.lines(task).contains("stdout: ready"));
        fake.cancel(task, "enough");

        fake.awaitEnd(task);

        assertThat(fake.status(task)).isEqualTo("cancelled");
    }

    @Test
    void aTimeoutEndsTheTaskAndSaysSo() {
        UUID task = fake.queue(
                node,
                "shell.exec",
                JsonObject.builder()
                        .put("command", "echo begun; sleep 300")
                        .put("timeout", "700ms")
                        .build());

        fake.awaitEnd(task);

        assertThat(fake.completion(task).text("status")).isEqualTo("timeout");
        assertThat(fake.lines(task)).containsExactly("stdout: begun");
    }

    @Test
    void aTaskHasNoInputNoTerminalAndThePromisedEnvironment() {
        UUID task = fake.queue(
                node,
                "shell.exec",
                JsonObject.builder()
                        .put("command", "echo $PAGER $COLUMNS $OWN; pwd; cat; test -t 0 || echo no terminal")
                        .put("working_dir", "/usr")
                        .put("environment", JsonObject.of("OWN", "mine"))
                        .build());

        fake.awaitEnd(task);

        assertThat(fake.lines(task)).containsExactly("stdout: cat 100000 mine", "stdout: /usr", "stdout: no terminal");
    }

    @Test
    void anAttemptIsToldInTheOrderOfTheContract() {
        UUID task = fake.queueCommand(node, "echo x");

        fake.awaitEnd(task);

        List<String> told = fake.calls("").stream()
                .map(Call::route)
                .filter(route -> route.contains(task.toString()) && !route.endsWith("/control"))
                .map(route -> route.replaceFirst(".*/", ""))
                .toList();
        assertThat(told).containsExactly("accepted", "started", "logs", "completed");
    }

    @Test
    void tasksRunBesideEachOther() {
        UUID slow = fake.queueCommand(node, "until [ -e %s ]; do sleep 0.05; done".formatted(folder.resolve("go")));
        UUID fast = fake.queueCommand(node, "touch " + folder.resolve("go"));

        fake.awaitEnd(slow);
        fake.awaitEnd(fast);

        assertThat(fake.status(slow)).isEqualTo("success");
    }

    @Test
    void whatTheAgentCannotDoEndsAsFailedWithTheReason() {
        UUID unknown = fake.queue(node, "dance", JsonObject.EMPTY);
        UUID without = fake.queue(node, "shell.exec", JsonObject.EMPTY);
        UUID broken = fake.queue(node, "shell.exec", JsonObject.of("command", 5L));
        UUID noShell = fake.queue(
                node,
                "shell.exec",
                JsonObject.builder()
                        .put("command", "true")
                        .put("shell", "/no/such/shell")
                        .build());
        UUID after = fake.queueCommand(node, "true");

        for (UUID task : List.of(unknown, without, broken, noShell, after)) {
            fake.awaitEnd(task);
        }

        assertThat(fake.completion(unknown).text("error")).isEqualTo("unsupported task type: dance");
        assertThat(fake.completion(without).text("error")).contains("command");
        assertThat(fake.completion(broken).text("error")).contains("command");
        assertThat(fake.completion(noShell).text("error")).contains("/no/such/shell");
        assertThat(fake.status(after)).isEqualTo("success");
    }

    @Test
    void aTaskThatWasCancelledBeforeItsStartNeverRuns() {
        Path trace = folder.resolve("trace");
        fake.plan("/accepted", new Fault.LateAnswer(Duration.ofMillis(400)));
        UUID task = fake.queueCommand(node, "touch " + trace);
        fake.awaitCalls("/claim", 1);
        fake.cancel(task, "changed my mind");

        fake.awaitCalls("/started", 1);
        UUID after = fake.queueCommand(node, "true");
        fake.awaitEnd(after);

        assertThat(trace).doesNotExist();
        assertThat(fake.starts(task)).isZero();
    }
}
