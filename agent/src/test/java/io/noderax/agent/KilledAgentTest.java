package io.noderax.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.testkit.controlplane.FakeControlPlane;
import io.noderax.testkit.controlplane.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's process is killed between any two steps of a task's life: no result is lost, nothing runs twice. */
class KilledAgentTest {
    private static final Duration NEVER = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final FakeControlPlane fake = FakeControlPlane.start();
    private UUID node;
    private AgentProcess agent;
    private Path trace;

    @BeforeEach
    void start() {
        // As the reference does, the fake gives a task to a poll whose agent was killed: the lease brings it back.
        fake.setLease(Duration.ofSeconds(1));
        node = fake.addNode(TestAgent.TOKEN);
        trace = folder.resolve("trace");
        agent = new AgentProcess(folder, fake.url(), node);
    }

    @AfterEach
    void close() throws InterruptedException {
        System.out.println(agent.log());
        agent.kill();
        fake.close();
    }

    @Test
    void afterTheClaimTheLeaseGivesTheTaskBackAndItRunsOnce() throws Exception {
        fake.plan("/accepted", new Fault.LateAnswer(NEVER));
        UUID task = queue("exit 6");
        fake.awaitCalls("/accepted", 1);

        killAndRestart();

        fake.awaitEnd(task);
        assertRanOnce();
        assertThat(fake.completion(task).get("exitCode")).isEqualTo(6L);
    }

    @Test
    void afterTheStartWasConfirmedToNobodyTheTaskEndsUnrunWithThatReason() throws Exception {
        fake.plan("/started", new Fault.LateAnswer(NEVER));
        UUID task = queue("exit 6");
        fake.await(
                "the start", Duration.ofSeconds(20), plane -> plane.status(task).equals("running"));

        killAndRestart();

        fake.awaitEnd(task);
        assertThat(trace).doesNotExist();
        assertThat(fake.status(task)).isEqualTo("failed");
        assertThat(fake.completion(task).text("error")).contains("nothing of it was executed");
        assertThat(fake.completion(task).object("result").text("reason")).isEqualTo("not-started");
        assertThat(fake.starts(task)).isEqualTo(1);
    }

    @Test
    void whileItRunsTheTaskIsEndedAndReportedWithThatReason() throws Exception {
        Path pid = folder.resolve("pid");
        UUID task = queue("echo $$ >%s; echo begun; sleep 300".formatted(pid));
        fake.await(
                "the first line",
                Duration.ofSeconds(20),
                plane -> plane.lines(task).contains("stdout: begun"));

        killAndRestart();

        fake.awaitEnd(task);
        assertRanOnce();
        assertThat(fake.status(task)).isEqualTo("failed");
        assertThat(fake.completion(task).object("result").text("reason")).isEqualTo("agent-restarted");
        assertThat(Pids.isRunning(Files.readString(pid))).isFalse();
    }

    @Test
    void beforeTheResultIsToldTheRightExitCodeIsDeliveredAfterTheRestart() throws Exception {
        fake.plan("/completed", new Fault.LostRequest(), new Fault.LostRequest(), new Fault.LostRequest());
        UUID task = queue("echo out; exit 6");
        fake.awaitCalls("/completed", 1);

        killAndRestart();

        fake.awaitEnd(task);
        assertRanOnce();
        assertThat(fake.completion(task).get("exitCode")).isEqualTo(6L);
        assertThat(fake.lines(task)).contains("stdout: out");
    }

    @Test
    void afterTheResultWasTakenButNotAcknowledgedItIsToldAgainWithoutHarm() throws Exception {
        fake.plan("/completed", new Fault.LateAnswer(NEVER));
        UUID task = queue("exit 6");
        fake.awaitCalls("/started", 1);
        fake.await(
                "the end", Duration.ofSeconds(20), plane -> plane.status(task).equals("failed"));

        killAndRestart();

        fake.awaitCalls("/completed", 2);
        UUID next = fake.queueCommand(node, "true");
        fake.awaitEnd(next);
        assertRanOnce();
        assertThat(fake.completion(task).get("exitCode")).isEqualTo(6L);
        assertThat(folder.resolve("journal").resolve(task.toString())).doesNotExist();
    }

    @Test
    void atRandomMomentsEveryTaskEndsAndNoneRunsTwice() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 8; round++) {
            Path mark = folder.resolve("round-" + round);
            UUID task = fake.queueCommand(node, "echo run >>%s; echo a; sleep 0.1; echo b; exit 9".formatted(mark));
            awaitClaimed(task);
            Thread.sleep(random.nextInt(400)); // the moment of the kill is what is random here; nothing is waited for
            killAndRestart();
            fake.awaitEnd(task);
            List<String> runs = Files.exists(mark) ? Files.readAllLines(mark) : List.of();
            assertThat(runs).as("seed " + seed + ", round " + round).hasSizeLessThanOrEqualTo(1);
            assertThat(fake.starts(task))
                    .as("seed " + seed + ", round " + round)
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aStopBySignalEndsTheTasksTellsItAndExitsWithZero() throws Exception {
        UUID task = queue("echo begun; sleep 300");
        fake.await(
                "the first line",
                Duration.ofSeconds(20),
                plane -> plane.lines(task).contains("stdout: begun"));

        assertThat(agent.stop()).isZero();

        assertThat(fake.status(task)).isEqualTo("failed");
        assertThat(fake.completion(task).text("error")).contains("agent");
        assertRanOnce();
    }

    private UUID queue(String command) {
        return fake.queueCommand(node, "echo run >>%s; %s".formatted(trace, command));
    }

    private void awaitClaimed(UUID task) {
        fake.await(
                "the claim",
                Duration.ofSeconds(20),
                plane -> !plane.status(task).equals("queued"));
    }

    private void killAndRestart() throws InterruptedException {
        agent.kill();
        agent.start();
    }

    private void assertRanOnce() throws IOException {
        assertThat(Files.readAllLines(trace)).containsExactly("run");
    }
}
