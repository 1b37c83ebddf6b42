package io.noderax.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.agent.loops.Pace;
import io.noderax.protocol.session.WireHeaders;
import io.noderax.testkit.controlplane.Call;
import io.noderax.testkit.controlplane.FakeControlPlane;
import io.noderax.testkit.controlplane.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent does more with a server that speaks our extensions, and that it does none of it with one that does not. */
class ExtendedServerTest {
    private static final Duration NEVER = Duration.ofMinutes(10);

    @TempDir
    private Path folder;

    private final FakeControlPlane fake = FakeControlPlane.startExtended();
    private final UUID node = fake.addNode(TestAgent.TOKEN);

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void everyCallSaysWhatTheAgentCanAndEveryReportWhichAttemptItIsOf() {
        try (TestAgent _ = TestAgent.start(fake, node, folder)) {
            UUID task = fake.queueCommand(node, "echo x; sleep 0.5");
            fake.awaitEnd(task);

            assertThat(fake.calls(""))
                    .allMatch(call -> "journal,log-batches,control-wait,telemetry,terminal-resume,types,slots=8"
                            .equals(call.header(WireHeaders.CAPABILITIES)));
            List<Call> aboutTheTask = fake.calls("").stream()
                    .filter(call -> call.route().contains(task.toString()))
                    .toList();
            assertThat(aboutTheTask).hasSizeGreaterThanOrEqualTo(4);
            assertThat(aboutTheTask.stream().map(call -> call.header(WireHeaders.ATTEMPT)))
                    .doesNotContainNull()
                    .containsOnly(aboutTheTask.getFirst().header(WireHeaders.ATTEMPT));
        }
    }

    @Test
    void theFirstClaimKnowsAlreadyWhatTheServerCan() {
        try (TestAgent _ = TestAgent.start(fake, node, folder)) {
            fake.awaitCalls("/claim", 1);

            assertThat(fake.calls("").getFirst().isTo("/heartbeat")).isTrue();
            assertThat(fake.calls("/claim").getFirst().body().get("attempts")).isEqualTo(List.of());
        }
    }

    @Test
    void aTaskOnALostAnswerComesWithTheNextClaim() {
        UUID task = fake.queueCommand(node, "exit 6");
        fake.plan("/claim", new Fault.LostAnswer());
        long asked = System.nanoTime();
        try (TestAgent _ = TestAgent.start(fake, node, folder)) {
            fake.awaitEnd(task);

            assertThat(fake.completion(task).get("exitCode")).isEqualTo(6L);
            assertThat(Duration.ofNanos(System.nanoTime() - asked))
                    .as("far below the lease of a minute")
                    .isLessThan(Duration.ofSeconds(15));
            assertThat(fake.starts(task)).isEqualTo(1);
        }
    }

    @Test
    void aTaskThatIsHereStaysHereWhenALaterClaimFails() {
        try (TestAgent _ = TestAgent.start(fake, node, folder)) {
            fake.plan("/accepted", new Fault.LateAnswer(Duration.ofMillis(800)));
            UUID task = fake.queueCommand(node, "exit 6");
            fake.awaitCalls("/accepted", 1);
            fake.plan("/claim", new Fault.LostRequest(), new Fault.LostRequest());
            fake.queueCommand(node, "true");

            fake.awaitEnd(task);

            assertThat(fake.completion(task).get("exitCode")).isEqualTo(6L);
            assertThat(fake.calls("/accepted").stream()
                            .filter(call -> call.route().contains(task.toString())))
                    .hasSize(1);
        }
    }

    @Test
    void whenNothingCanBeLostClaimsNameNoAttempts() {
        try (TestAgent _ = TestAgent.start(fake, node, folder)) {
            fake.await(
                    "a claim that names none",
                    Duration.ofSeconds(20),
                    plane -> plane.calls("/claim").stream()
                            .anyMatch(call -> !call.body().has("attempts")));
        }
    }

    @Test
    void aCancelReachesTheTaskThroughTheParkedQuestionAndNotByAsking() {
        List<Long> latencies = new ArrayList<>();
        try (TestAgent _ = TestAgent.start(fake, node, folder, control(NEVER))) {
            for (int round = 0; round < 10; round++) {
                UUID task = fake.queueCommand(node, "echo ready; exec sleep 300");
                awaitLine(task, "stdout: ready");
                awaitThread("control-" + task.toString().substring(0, 8), Thread.State.RUNNABLE);

                long asked = System.nanoTime();
                fake.cancel(task, "enough");
                fake.awaitEnd(task);

                latencies.add((System.nanoTime() - asked) / 1_000_000);
                assertThat(fake.status(task)).isEqualTo("cancelled");
            }
        }
        Collections.sort(latencies);
        System.out.println("bench: cancel to reported end, parked question, ms: " + latencies);
        assertThat(latencies.getLast()).isLessThan(2000);
    }

    @Test
    void theEndOfATaskDoesNotWaitForAParkedQuestion() {
        try (TestAgent _ = TestAgent.start(fake, node, folder, control(NEVER))) {
            long queued = System.nanoTime();
            UUID task = fake.queueCommand(node, "echo ready; sleep 1");
            String thread = "control-" + task.toString().substring(0, 8);
            awaitThread(thread, Thread.State.RUNNABLE);

            fake.awaitEnd(task);

            assertThat(Duration.ofNanos(System.nanoTime() - queued)).isLessThan(Duration.ofSeconds(10));
            awaitThread(thread, Thread.State.TERMINATED);
        }
    }

    @Test
    void aServerThatAnswersAParkedQuestionAtOnceIsNotHammered() {
        Fault nothing = new Fault.Answer(
                200,
                Map.of("content-type", "application/json", WireHeaders.EXTENSIONS, "control-wait"),
                "{\"taskId\":\"%s\",\"status\":\"running\",\"cancelRequested\":false}".formatted(UUID.randomUUID()));
        fake.plan("/control", Collections.nCopies(2000, nothing).toArray(Fault[]::new));
        try (TestAgent _ = TestAgent.start(fake, node, folder, control(Duration.ofMillis(100)))) {
            UUID task = fake.queueCommand(node, "sleep 1");
            fake.awaitEnd(task);

            assertThat(fake.calls("/control")).hasSizeBetween(2, 15);
            assertThat(fake.calls("/control")).allMatch(call -> call.query().equals("waitMs=25000"));
        }
    }

    @Test
    void aServerWithoutExtensionsIsAskedInItsOwnWay() {
        fake.reduce();
        try (TestAgent _ = TestAgent.start(fake, node, folder)) {
            UUID task = fake.queueCommand(node, "echo ready; exec sleep 300");
            awaitLine(task, "stdout: ready");
            fake.awaitCalls("/control", 3);
            fake.cancel(task, "enough");
            fake.awaitEnd(task);

            assertThat(fake.status(task)).isEqualTo("cancelled");
            assertThat(fake.calls("/control")).allMatch(call -> call.query().isEmpty());
            assertThat(fake.calls("/log-batches")).isEmpty();
            assertThat(fake.completion(task).has("log")).isFalse();
        }
    }

    @Test
    void aServerThatIsReplacedByOneWithoutExtensionsIsAskedInThatOnesWay() {
        try (TestAgent _ = TestAgent.start(fake, node, folder)) {
            UUID first = fake.queueCommand(node, "true");
            fake.awaitEnd(first);
            fake.reduce();

            UUID task = fake.queueCommand(node, "exec sleep 300");
            fake.awaitCalls("/control", 3);
            fake.cancel(task, "enough");
            fake.awaitEnd(task);

            assertThat(fake.calls(task + "/control"))
                    .allMatch(call -> call.query().isEmpty());
        }
    }

    @Test
    void theNewsOfALostServerIsTakenToAMomentWithinItsWindow() {
        fake.extend(Duration.ofHours(1));
        try (TestAgent agent = TestAgent.start(fake, node, folder)) {
            fake.awaitEnd(fake.queueCommand(node, "true"));
            fake.plan("/claim", new Fault.LostRequest());
            fake.awaitEnd(fake.queueCommand(node, "true"));

            agent.log().await("claiming failed, trying again");

            String line = agent.log()
                    .text()
                    .lines()
                    .filter(l -> l.contains("claiming failed"))
                    .findFirst()
                    .orElseThrow();
            long delay = Long.parseLong(line.replaceFirst(".*delay=(\\d+).*", "$1"));
            assertThat(delay).isBetween(1000L, 600_000L);
        }
    }

    private void awaitLine(UUID task, String line) {
        fake.await(line, Duration.ofSeconds(20), plane -> plane.lines(task).contains(line));
    }

    private static void awaitThread(String name, Thread.State state) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (state(name) != state) {
            assertThat(System.nanoTime()).as(name + " becomes " + state).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static Thread.State state(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .map(Thread::getState)
                .findFirst()
                .orElse(Thread.State.TERMINATED);
    }

    private static Pace control(Duration between) {
        Pace brisk = Pace.BRISK;
        return new Pace(
                brisk.firstRetry(),
                brisk.longestRetry(),
                brisk.longestIdentityRetry(),
                brisk.queuedStateRetry(),
                between,
                brisk.grace(),
                brisk.drain(),
                brisk.cancelledDrain(),
                brisk.orphanedOutput(),
                brisk.staleClaim(),
                brisk.enrollmentPoll(),
                brisk.enrollmentLimit());
    }
}
