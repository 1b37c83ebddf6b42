package io.noderax.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.agent.config.AgentConfig;
import io.noderax.agent.config.BadConfig;
import io.noderax.agent.identity.BrokenState;
import io.noderax.agent.identity.IdentityStore;
import io.noderax.protocol.json.JsonObject;
import io.noderax.testkit.controlplane.FakeControlPlane;
import io.noderax.testkit.controlplane.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trouble from outside: none of it stops the claim loop or loses a result, and each leaves a sentence that says what to do. */
class BadInputTest {
    @TempDir
    private Path folder;

    private final FakeControlPlane fake = FakeControlPlane.start();
    private final UUID node = fake.addNode(TestAgent.TOKEN);

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void anAddressThatIsNoControlPlaneIsSaidAndTriedAgain() {
        fake.plan("/claim", Fault.html(200), Fault.html(403), Fault.html(502));

        try (TestAgent agent = start()) {
            runsATask();
            agent.log().await("api_url");
        }
    }

    @Test
    void aServerThatIsDownIsWaitedFor() {
        int port = fake.port();
        fake.close();
        try (TestAgent agent = start()) {
            agent.log().await("claiming");
            try (FakeControlPlane back = FakeControlPlane.start(port)) {
                back.restoreNode(node, TestAgent.TOKEN);
                UUID task = back.queueCommand(node, "true");
                back.awaitEnd(task);
                assertThat(back.status(task)).isEqualTo("success");
            }
        }
    }

    @Test
    void aRefusedIdentityIsToldWithWhatToDoAndComesBackByItself() {
        fake.deleteNode(node);
        try (TestAgent agent = start()) {
            agent.log().await("noderax-agent enroll");
            fake.restoreNode(node, TestAgent.TOKEN);
            runsATask();
        }
    }

    @Test
    void manyRefusalsOfTheIdentityInARowNeverEndTheClaiming() {
        Fault[] refusals = new Fault[12];
        for (int i = 0; i < refusals.length; i++) {
            refusals[i] = Fault.refusal(i % 2 == 0 ? 401 : 403, "no");
        }
        fake.plan("/claim", refusals);

        try (TestAgent agent = start()) {
            runsATask();
            assertThat(fake.calls("/claim")).hasSizeGreaterThan(12);
            agent.log().await("noderax-agent enroll");
        }
    }

    @Test
    void everyRefusalOfAClaimIsSurvived() {
        fake.plan(
                "/claim",
                Fault.refusal(400, "no"),
                Fault.refusal(403, "Forbidden"),
                Fault.refusal(404, "gone"),
                Fault.refusal(409, "later"),
                Fault.refusal(500, "Internal server error"),
                new Fault.Answer(200, Map.of("content-type", "application/json"), "{\"task\":"),
                new Fault.Answer(200, Map.of("content-type", "application/json"), "{\"task\":{\"id\":7}}"),
                new Fault.Answer(200, Map.of("content-type", "application/json"), "[]"),
                new Fault.LostRequest());
        try (TestAgent agent = start()) {
            runsATask();
            assertThat(agent.log().text()).contains("409").contains("500");
        }
    }

    @Test
    void theServersWaitingTimeIsKept() {
        fake.plan("/claim", Fault.throttled(1));
        long asked = System.nanoTime();
        try (TestAgent _ = start()) {
            fake.awaitCalls("/claim", 2);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            runsATask();
        }
    }

    @Test
    void anAnswerAfterTheTimeoutIsNoReasonToRunTwice() {
        fake.plan("/started", new Fault.LateAnswer(Duration.ofMillis(1500)));
        fake.plan("/completed", new Fault.LateAnswer(Duration.ofMillis(1500)));
        Path trace = folder.resolve("trace");
        try (TestAgent _ = start()) {
            UUID task = fake.queueCommand(node, "echo run >>" + trace);
            fake.awaitEnd(task);
            runsATask();
            assertThat(trace).hasContent("run");
            assertThat(fake.starts(task)).isEqualTo(1);
            assertThat(fake.status(task)).isEqualTo("success");
        }
    }

    @Test
    void aLostAnswerNeverLosesAResult() {
        fake.plan("/accepted", new Fault.LostAnswer());
        fake.plan("/started", new Fault.LostAnswer());
        fake.plan("/completed", new Fault.LostRequest(), new Fault.LostAnswer());
        try (TestAgent _ = start()) {
            UUID task = fake.queueCommand(node, "exit 4");
            fake.awaitEnd(task);
            assertThat(fake.completion(task).get("exitCode")).isEqualTo(4L);
            assertThat(fake.starts(task)).isEqualTo(1);
        }
    }

    @Test
    void aResultThatTheServerWillNotTakeIsMadeSmallerAndDelivered() {
        fake.plan("/completed", Fault.refusal(400, "output must be shorter than or equal to 200000 characters"));
        try (TestAgent _ = start()) {
            UUID task = fake.queueCommand(node, "echo x; exit 5");
            fake.awaitEnd(task);
            assertThat(fake.completion(task).get("exitCode")).isEqualTo(5L);
        }
    }

    @Test
    void bytesThatAreNoTextArriveAsTextAndLinesOfAnyLengthAreCutWithAMark() {
        try (TestAgent _ = start()) {
            UUID task = fake.queueCommand(
                    node,
                    "printf 'a\\377b\\n'; printf 'c\\000d\\n'; echo; head -c 10485760 /dev/zero | tr '\\0' x; echo; echo end");
            fake.awaitEnd(task);
            assertThat(fake.lines(task)).hasSize(5);
            assertThat(fake.lines(task).get(0)).isEqualTo("stdout: a\ufffdb");
            assertThat(fake.lines(task).get(1)).isEqualTo("stdout: c\u2400d");
            assertThat(fake.lines(task).get(2)).isEqualTo("stdout:  ");
            assertThat(fake.lines(task).get(3))
                    .endsWith("[cut: 10485760 bytes]")
                    .hasSizeLessThan(5020);
            assertThat(fake.lines(task).get(4)).isEqualTo("stdout: end");
            assertThat(fake.status(task)).isEqualTo("success");
        }
    }

    @Test
    void aLineThatIsRefusedBecomesPartOfAGapAndBlocksNothing() {
        fake.plan("/logs", Fault.refusal(400, "no such line"));
        try (TestAgent _ = start()) {
            UUID task = fake.queueCommand(node, "echo one; echo two");
            fake.awaitEnd(task);
            assertThat(fake.lines(task)).contains("stdout: two").noneMatch(line -> line.equals("stdout: one"));
            assertThat(fake.lines(task)).anyMatch(line -> line.startsWith("info: ") && line.contains("1 line"));
        }
    }

    @Test
    void aBadSettingStopsTheStartAndNamesKeyValueAndWhatIsAllowed() {
        assertThatThrownBy(() -> AgentConfig.of(JsonObject.of("task_poll_interval", "soon"), Map.of()))
                .isInstanceOf(BadConfig.class)
                .hasMessageContaining("task_poll_interval")
                .hasMessageContaining("soon")
                .hasMessageContaining("15s");
        assertThatThrownBy(() -> AgentConfig.of(JsonObject.EMPTY, Map.of("MAX_PARALLEL_TASKS", "0")))
                .isInstanceOf(BadConfig.class)
                .hasMessageContaining("MAX_PARALLEL_TASKS")
                .hasMessageContaining("256");
    }

    @Test
    void aCorruptIdentityIsNeverOverwritten() throws IOException {
        AgentConfig config = TestAgent.config(fake.url(), node, folder, JsonObject.EMPTY);
        Files.writeString(config.stateFile(), "{\"node_id\":\"x");

        assertThatThrownBy(() -> IdentityStore.of(config).load())
                .isInstanceOf(BrokenState.class)
                .hasMessageContaining(config.stateFile().toString())
                .hasMessageContaining("noderax-agent enroll");
        assertThat(config.stateFile()).hasContent("{\"node_id\":\"x");
    }

    @Test
    void aSecondAgentWithTheSameStateFileRefusesToStart() {
        try (TestAgent _ = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(BrokenState.class)
                    .hasMessageContaining("another agent")
                    .hasMessageContaining("state_file");
            runsATask();
        }
    }

    private TestAgent start() {
        return TestAgent.start(fake, node, folder);
    }

    private void runsATask() {
        UUID task = fake.queueCommand(node, "true");
        fake.awaitEnd(task);
        assertThat(fake.status(task)).isEqualTo("success");
    }
}
