package io.noderax.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.JsonObject;
import io.noderax.testkit.controlplane.FakeControlPlane;
import io.noderax.testkit.controlplane.Fault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a log to a server that takes it as frames: whatever happens on it, what arrives is proven or its gaps are told. */
class LogDeliveryTest {
    @TempDir
    private Path folder;

    private final FakeControlPlane fake = FakeControlPlane.startExtended();
    private final UUID node = fake.addNode(TestAgent.TOKEN);

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void everyByteOfBothStreamsIsProven() {
        try (TestAgent _ = start()) {
            UUID task = fake.queueCommand(node, "printf 'a\\377\\000b'; printf 'no end' >&2; exit 3");

            awaitLog(task, "complete");

            assertThat(fake.stdout(task)).containsExactly((byte) 0x61, (byte) 0xff, (byte) 0, (byte) 0x62);
            assertThat(fake.stderr(task)).asString(StandardCharsets.UTF_8).isEqualTo("no end");
            assertThat(fake.completion(task).get("exitCode")).isEqualTo(3L);
            awaitForgotten(task);
        }
    }

    @Test
    void theResultDoesNotWaitForALongLog() {
        try (TestAgent _ = start()) {
            fake.plan("/log-batches", new Fault.LateAnswer(Duration.ofSeconds(3)));
            UUID task = fake.queueCommand(node, "echo early; sleep 0.3; seq 1 200000");

            fake.awaitEnd(task);

            assertThat(fake.logState(task)).isNotEqualTo("complete");
            awaitLog(task, "complete");
        }
    }

    @Test
    void whatIsLostOnTheWayIsSentAgain() {
        fake.plan(
                "/log-batches",
                new Fault.LostRequest(),
                new Fault.LostAnswer(),
                Fault.refusal(500, "Internal server error"),
                Fault.html(502),
                Fault.refusal(503, "Service Unavailable"),
                Fault.throttled(1),
                Fault.refusal(401, "Unauthorized"));
        try (TestAgent _ = start()) {
            UUID task = fake.queueCommand(node, "seq 1 300000; echo end >&2");

            awaitLog(task, "complete");

            assertThat(fake.stdout(task)).hasSize(1_988_895);
        }
    }

    @Test
    void aServerThatGoesBackGetsItAgainFromThere() {
        try (TestAgent _ = start()) {
            fake.plan("/log-batches", acknowledged(0));
            UUID task = fake.queueCommand(node, "seq 1 100000");

            awaitLog(task, "complete");
        }
    }

    @Test
    void aPartThatIsRefusedBecomesAGapAndBlocksNothing() {
        try (TestAgent _ = start()) {
            fake.plan("/log-batches", Fault.refusal(400, "no such frames"));
            UUID task = fake.queueCommand(node, "echo one; echo uno >&2; sleep 0.5; echo two");

            awaitLog(task, "gaps");

            assertThat(fake.stdout(task)).asString(StandardCharsets.UTF_8).isEqualTo("two\n");
            assertThat(fake.status(task)).isEqualTo("success");
            awaitForgotten(task);
        }
    }

    @Test
    void aServerWithoutTheRouteGetsLines() {
        try (TestAgent _ = start()) {
            fake.awaitEnd(fake.queueCommand(node, "true"));
            fake.plan("/log-batches", answer(404, "{\"statusCode\":404,\"message\":\"Cannot POST\"}"));
            UUID task = fake.queueCommand(node, "echo one; sleep 0.5; echo two");

            fake.awaitEnd(task);

            assertThat(fake.lines(task)).containsExactly("stdout: one", "stdout: two");
        }
    }

    @Test
    void aQuotaThatIsUsedUpWhileTheServerIsAwayIsToldExactly() {
        try (TestAgent _ = start(JsonObject.of("journal_quota", "1 MB"))) {
            fake.awaitEnd(fake.queueCommand(node, "true"));
            fake.plan("/log-batches", new Fault.LateAnswer(Duration.ofSeconds(2)));
            UUID task = fake.queueCommand(node, "echo first; sleep 0.5; seq 1 1000000; sleep 2; echo last");

            awaitLog(task, "gaps");

            assertThat(fake.stdout(task))
                    .asString(StandardCharsets.UTF_8)
                    .startsWith("first\n")
                    .endsWith("last\n");
            awaitForgotten(task);
        }
    }

    private static Fault acknowledged(long offset) {
        return answer(200, "{\"acknowledged\":%d}".formatted(offset));
    }

    /** As of the same server. */
    private static Fault answer(int status, String body) {
        return new Fault.Answer(
                status,
                Map.of(
                        "content-type",
                        "application/json",
                        "x-noderax-extensions",
                        "attempt,log-batches,control-wait,reconnect-window,give-back,claim-attempts,task-state"),
                body);
    }

    private void awaitLog(UUID task, String state) {
        fake.await("a log that is " + state, Duration.ofSeconds(30), plane -> state.equals(plane.logState(task)));
    }

    private void awaitForgotten(UUID task) {
        Path attempt = folder.resolve("journal").resolve(task.toString());
        new LookLoop("nothing of the task is left on the disk")
                .until(() -> !attempt.toFile().exists());
    }

    private TestAgent start() {
        return start(JsonObject.EMPTY);
    }

    private TestAgent start(JsonObject settings) {
        return TestAgent.start(fake, node, folder, settings);
    }
}
