package io.noderax.agent.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.agent.config.AgentConfig;
import io.noderax.agent.identity.IdentityStore;
import io.noderax.protocol.id.AgentToken;
import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.log.LogFrame.Kind;
import io.noderax.protocol.session.Heartbeat;
import io.noderax.protocol.session.WireHeaders;
import io.noderax.protocol.task.BatchAcknowledged;
import io.noderax.protocol.task.ClaimRequest;
import io.noderax.protocol.task.ControlAnswer;
import io.noderax.protocol.task.TaskReport;
import io.noderax.testkit.controlplane.Call;
import io.noderax.testkit.controlplane.FakeControlPlane;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls of our extensions, one by one. */
class AgentCallsTest {
    private static final String TOKEN = "%064x".formatted(7);

    @TempDir
    private Path folder;

    private final FakeControlPlane fake = FakeControlPlane.startExtended();
    private final UUID node = fake.addNode(TOKEN);
    private final ServerExtensions extensions = new ServerExtensions();
    private AgentCalls calls;
    private TaskId task;
    private AttemptId attempt;

    @BeforeEach
    void startATask() {
        calls = calls();
        fake.queueCommand(node, "true");
        Answer<Offer> claimed = calls.claim(new ClaimRequest(Duration.ZERO, List.of("shell.exec"), null, null));
        Offer.ClaimedTask offered = ((Answer.Ok<Offer>) claimed).value().task();
        task = offered.id();
        attempt = offered.attempt();
        calls.started(task, attempt, new TaskReport(task, Clock.systemUTC().instant()));
    }

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void aBatchGoesPackedAndIsAnsweredWithWhatIsStored() {
        String text = "line\n".repeat(1000);

        Answer<BatchAcknowledged> answer = calls.logBatch(task, attempt, frame(text));

        assertThat(answer).isEqualTo(new Answer.Ok<>(new BatchAcknowledged(5000)));
        assertThat(fake.stdout(task.value())).asString(StandardCharsets.UTF_8).isEqualTo(text);
        Call call = fake.calls("/log-batches").getFirst();
        assertThat(call.header("content-type")).isEqualTo(LogFrame.MEDIA_TYPE);
        assertThat(call.header("content-encoding")).isEqualTo("gzip");
        assertThat(Integer.parseInt(call.header("content-length"))).isLessThan(500);
        assertThat(call.header(WireHeaders.ATTEMPT)).isEqualTo(attempt.toString());
    }

    @Test
    void aServerWithoutTheRouteIsKnownForThatFromItsAnswer() {
        assertThat(extensions.takesLogBatches()).isTrue();
        fake.reduce();

        Answer<BatchAcknowledged> answer = calls.logBatch(task, attempt, frame("x\n"));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(404));
        assertThat(extensions.takesLogBatches()).isFalse();
    }

    @Test
    void aTaskThatIsGoneTakesNoExtensionAway() {
        Answer<BatchAcknowledged> answer = calls.logBatch(new TaskId(UUID.randomUUID()), attempt, frame("x\n"));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(404));
        assertThat(extensions.takesLogBatches()).isTrue();
    }

    @Test
    void aHeartbeatWhoseAnswerAnnouncesNothingTakesNoExtensionAway() {
        Answer<AgentCalls.Done> answer = calls.heartbeat(new Heartbeat(
                new NodeId(node),
                new AgentToken(TOKEN),
                "1",
                "12",
                "6.1",
                Clock.systemUTC().instant()));

        assertThat(answer).isInstanceOf(Answer.Ok.class);
        assertThat(extensions.takesLogBatches()).isTrue();
    }

    @Test
    void aQuestionIsHeldForAsLongAsItWants() {
        long asked = System.nanoTime();

        Answer<ControlAnswer> answer = calls.control(task, attempt, Duration.ofMillis(300));

        assertThat(answer).isInstanceOf(Answer.Ok.class);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void aQuestionThatIsBrokenOffBeforeItIsAskedIsNotWaitedFor() {
        Breaker breaker = new Breaker();
        breaker.breakOff();

        Answer<ControlAnswer> answer = calls.control(task, attempt, Duration.ofSeconds(30), breaker);

        assertThat(answer).isInstanceOf(Answer.Unreachable.class);
    }

    private AgentCalls calls() {
        AgentConfig config = AgentConfig.of(
                JsonObject.builder()
                        .put("api_url", fake.url())
                        .put("state_file", folder.resolve("identity.json").toString())
                        .put("node_id", node.toString())
                        .put("agent_token", TOKEN)
                        .build(),
                Map.of());
        IdentityStore identities = IdentityStore.of(config);
        Clock clock = Clock.systemUTC();
        Api.Address address =
                new Api.Address(config.apiUrl(), new ProxyEnvironment(Map.of()), null, "noderax-agent/test");
        Api api = new Api(address, Duration.ofSeconds(5), clock, extensions, new ServerContact(clock));
        return new AgentCalls(api, new CurrentIdentity(identities, identities.load()), extensions, 8);
    }

    private static byte[] frame(String text) {
        LogFrame frame = LogFrame.of(Kind.STDOUT, 0, 0, text.getBytes(StandardCharsets.UTF_8));
        ByteBuffer bytes = ByteBuffer.allocate(frame.size());
        frame.writeTo(bytes);
        return bytes.array();
    }
}
