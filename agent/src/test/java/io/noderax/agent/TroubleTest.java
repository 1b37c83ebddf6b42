package io.noderax.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.JsonObject;
import io.noderax.testkit.controlplane.FakeControlPlane;
import io.noderax.testkit.controlplane.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trouble between agent and control plane: each kind has its name in the status, and is over when it is over. */
class TroubleTest {
    private static final Duration NEVER = Duration.ofMinutes(10);
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path folder;

    private final FakeControlPlane fake = FakeControlPlane.start();
    private final UUID node = fake.addNode(TestAgent.TOKEN);

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void aNameThatNobodyResolvesIsCalledThat() {
        assertCalled("name-not-resolved", "http://control-plane.invalid:3000");
    }

    @Test
    void aPortAtWhichNobodyListensIsCalledThat() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertCalled("connection-refused", "http://127.0.0.1:" + port);
    }

    @Test
    void aServerThatAcceptsAndNeverAnswersIsCalledThat() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertCalled("no-answer", "http://127.0.0.1:" + mute.getLocalPort());
        }
    }

    @Test
    void tlsAtAPortThatSpeaksNoneIsCalledThat() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerPlainly(plain));
            assertCalled("tls-failed", "https://127.0.0.1:" + plain.getLocalPort());
        }
    }

    private static void answerPlainly(ServerSocket plain) {
        while (!plain.isClosed()) {
            try (Socket caller = plain.accept()) {
                caller.getInputStream().read();
                caller.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // The caller has gone, or the test is over.
            }
        }
    }

    @Test
    void aProxyThatAnswersAPageWithSuccessIsNoControlPlane() {
        passes("not-the-api", Fault.html(200));
    }

    @Test
    void aProxyThatForbidsByAPageIsNoControlPlaneThatRefusesTheIdentity() {
        passes("not-the-api", Fault.html(403));
    }

    @Test
    void aProxyThatSpeaksForAServerWhichIsAwayIsCalledThat() {
        passes("server-away", Fault.html(502));
    }

    @Test
    void anAnswerThatNeverComesIsCalledThat() {
        passes("no-answer", new Fault.LateAnswer(NEVER));
    }

    @Test
    void anAnswerOfWhichHalfComesBeforeTheConnectionEndsIsALostConnection() {
        passes("connection-lost", new Fault.HalfAnswer(false));
    }

    @Test
    void anAnswerThatStopsInItsMiddleIsNoAnswer() {
        passes("no-answer", new Fault.HalfAnswer(true));
    }

    @Test
    void aServerThatAsksToComeLaterIsCalledThatWhileItsTimeRuns() {
        passes("throttled", Fault.throttled(1));
    }

    @Test
    void anIdentityThatIsRefusedIsCalledThatAndWorksAgainOnceItIsAccepted() {
        fake.deleteNode(node);
        try (TestAgent _ = TestAgent.start(fake, node, folder)) {
            AskedStatus refused = AskedStatus.await(folder, "identity-refused");
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.output()).contains("noderax-agent enroll");

            fake.restoreNode(node, TestAgent.TOKEN);

            runsATask();
            assertThat(AskedStatus.awaitHealth(folder).exitCode()).isZero();
        }
    }

    @Test
    void answersThatTakeFiveSecondsLoseNothingAndRunNothingTwice() {
        Fault late = new Fault.LateAnswer(Duration.ofSeconds(5));
        fake.plan("/started", late);
        fake.plan("/logs", late);
        fake.plan("/completed", late);
        Path trace = folder.resolve("trace");
        JsonObject patient = JsonObject.of("request_timeout", "10s");
        try (TestAgent _ = TestAgent.start(fake, node, folder, patient)) {
            UUID task = fake.queueCommand(node, "echo run | tee -a %s; exit 3".formatted(trace));
            fake.awaitEnd(task);

            assertThat(fake.completion(task).get("exitCode")).isEqualTo(3L);
            assertThat(fake.lines(task)).containsExactly("stdout: run");
            assertThat(fake.starts(task)).isEqualTo(1);
            assertThat(trace).hasContent("run");
        }
    }

    @Test
    void aClockThatJumpsADayAheadOrBackEndsNoTaskAndDelaysNone() {
        MovedClock clock = new MovedClock();
        try (TestAgent _ = TestAgent.start(fake, node, folder, clock)) {
            for (Duration jump : new Duration[] {DAY, DAY.negated()}) {
                UUID task = fake.queueCommand(node, "echo begun; sleep 1; echo end");
                fake.await(
                        "a line",
                        Duration.ofSeconds(20),
                        plane -> plane.lines(task).contains("stdout: begun"));
                clock.moveBy(jump);
                fake.awaitEnd(task);

                assertThat(fake.status(task)).isEqualTo("success");
                assertThat(fake.lines(task)).containsExactly("stdout: begun", "stdout: end");
                assertThat((Long) fake.completion(task).get("durationMs")).isBetween(900L, 20_000L);
                assertThat(timesOut()).isLessThan(Duration.ofSeconds(15));
                assertThat(AskedStatus.await(folder, "clock-skew").output())
                        .contains(jump.isNegative() ? "behind the control plane's" : "ahead of the control plane's");
            }
            clock.moveBy(Duration.ZERO);
            AskedStatus.awaitHealth(folder);
        }
    }

    /** How long a task takes that has 700 ms. */
    private Duration timesOut() {
        long queued = System.nanoTime();
        UUID task = fake.queue(
                node,
                "shell.exec",
                JsonObject.builder()
                        .put("command", "exec sleep 300")
                        .put("timeout", "700ms")
                        .build());
        fake.awaitEnd(task);
        assertThat(fake.completion(task).text("status")).isEqualTo("timeout");
        return Duration.ofNanos(System.nanoTime() - queued);
    }

    /** The claims meet the fault until the status has named it; then work is taken. */
    private void passes(String name, Fault fault) {
        fake.setLease(Duration.ofSeconds(1)); // a claim that is answered badly may have taken the task
        fake.plan("/claim", Collections.nCopies(2000, fault).toArray(Fault[]::new));
        try (TestAgent _ = TestAgent.start(fake, node, folder)) {
            assertThat(AskedStatus.await(folder, name).exitCode()).isEqualTo(1);
            fake.forgetFaults();

            runsATask();
            AskedStatus after = AskedStatus.awaitHealth(folder);
            assertThat(after.report().object("lastError").text("code")).isEqualTo(name);
        }
    }

    private void assertCalled(String name, String url) {
        try (TestAgent _ = TestAgent.start(url, node, folder, JsonObject.EMPTY)) {
            AskedStatus status = AskedStatus.await(folder, name);

            assertThat(status.exitCode()).isEqualTo(1);
            assertThat(status.report().text("state")).isEqualTo("trouble");
        }
    }

    private void runsATask() {
        UUID task = fake.queueCommand(node, "true");
        fake.awaitEnd(task);
        assertThat(fake.status(task)).isEqualTo("success");
    }
}
