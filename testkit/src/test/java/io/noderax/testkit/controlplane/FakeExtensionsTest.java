package io.noderax.testkit.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.log.LogFrame.Kind;
import io.noderax.protocol.log.LogGap;
import io.noderax.protocol.session.WireHeaders;
import io.noderax.protocol.task.LogEnd;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The extended fake speaks our extensions, and is strict about them; without them it does not know them. */
class FakeExtensionsTest {
    private static final String TOKEN = "%064x".formatted(1);

    private final FakeControlPlane fake = FakeControlPlane.startExtended();
    private final HttpClient client = HttpClient.newHttpClient();
    private UUID node;
    private UUID task;
    private String attempt;

    @BeforeEach
    void startATask() throws Exception {
        node = fake.addNode(TOKEN);
        task = fake.queueCommand(node, "true");
        JsonObject claimed =
                Json.parseObject(post("claim", "{\"waitMs\":0}", null).body());
        attempt = claimed.object("task").text("claimToken");
        post(task + "/started", "{}", attempt);
    }

    @AfterEach
    void close() {
        fake.close();
        client.close();
    }

    @Test
    void whatKeepsATaskIsTakenWhileItRuns() throws Exception {
        assertThat(post(task + "/state", "{\"code\":\"waiting_lock\",\"message\":\"x\"}", attempt)
                        .statusCode())
                .isEqualTo(200);
        assertThat(post(task + "/state", "{\"code\":null}", attempt).statusCode())
                .isEqualTo(200);
        assertThat(post(
                                task + "/state",
                                "{\"code\":\"x\",\"message\":\"x\"}",
                                UUID.randomUUID().toString())
                        .statusCode())
                .isEqualTo(409);
        assertThat(fake.states(task)).containsExactly("waiting_lock", "null", "x");

        fake.reduce();
        assertThat(post(task + "/state", "{\"code\":null}", attempt).statusCode())
                .isEqualTo(404);
    }

    @Test
    void everyAnswerToAnAgentAnnouncesTheExtensionsAndTheWindow() throws Exception {
        fake.extend(Duration.ofSeconds(7));

        HttpResponse<String> answer = post("claim", "{\"waitMs\":0}", null);

        assertThat(answer.headers().firstValue(WireHeaders.EXTENSIONS))
                .contains("attempt,log-batches,control-wait,reconnect-window,give-back,claim-attempts,task-state");
        assertThat(answer.headers().firstValue(WireHeaders.RECONNECT_WINDOW)).contains("7");
        fake.reduce();
        assertThat(post("claim", "{\"waitMs\":0}", null).headers().firstValue(WireHeaders.EXTENSIONS))
                .isEmpty();
        assertThat(batch(attempt, frame(0, "x\n")).statusCode()).isEqualTo(404);
    }

    @Test
    void batchesAreTakenWhereTheyFitAndAnswerTheEnd() throws Exception {
        assertThat(acknowledged(batch(attempt, frame(0, "one\ntw")))).isEqualTo(6L);
        assertThat(acknowledged(batch(attempt, frame(100, "far\n")))).isEqualTo(6L);
        assertThat(acknowledged(batch(attempt, frame(0, "one\ntwo\n")))).isEqualTo(8L);

        assertThat(fake.stdout(task)).asString(StandardCharsets.UTF_8).isEqualTo("one\ntwo\n");
        assertThat(fake.lines(task)).containsExactly("stdout: one", "stdout: two");
        assertThat(fake.logState(task)).isEqualTo("open");
    }

    @Test
    void aBatchThatIsNotWholeOrNotInOrderOrNotOfAnAttemptIsRefused() throws Exception {
        byte[] broken = frame(0, "x\n");
        broken[broken.length - 1]++;
        byte[] holes = ByteBuffer.allocate(2 * frame(0, "x\n").length)
                .put(frame(0, "x\n"))
                .put(frame(9, "y\n"))
                .array();

        assertThat(batch(attempt, broken).statusCode()).isEqualTo(400);
        assertThat(batch(attempt, holes).statusCode()).isEqualTo(400);
        assertThat(batch(attempt, new byte[] {1, 2, 3}).statusCode()).isEqualTo(400);
        assertThat(batch(null, frame(0, "x\n")).statusCode()).isEqualTo(400);
        assertThat(batch(UUID.randomUUID().toString(), frame(0, "x\n")).statusCode())
                .isEqualTo(409);
        assertThat(fake.stdout(task)).isEmpty();
    }

    @Test
    void theEndOfTheLogProvesThatItIsWholeAlsoWhenTheRestComesAfterIt() throws Exception {
        batch(attempt, frame(0, "one\n"));
        complete(new LogEnd(8, written("one\ntwo\n"), written("")));
        assertThat(fake.logState(task)).isEqualTo("receiving");

        batch(attempt, frame(4, "two\n"));

        assertThat(fake.logState(task)).isEqualTo("complete");
        assertThat(fake.status(task)).isEqualTo("success");
    }

    @Test
    void otherBytesThanTheTaskWroteAreDamageAndMissingOnesAGap() throws Exception {
        batch(attempt, frame(0, "oNe\n"));
        complete(new LogEnd(4, written("one\n"), written("")));

        assertThat(fake.logState(task)).isEqualTo("damaged");
    }

    @Test
    void aGapIsOneLineAndItsStateIsGaps() throws Exception {
        LogFrame gap = LogFrame.gap(Kind.STDOUT, 0, 0, new LogGap(4, 1, LogGap.Reason.QUOTA));
        ByteBuffer bytes = ByteBuffer.allocate(gap.size());
        gap.writeTo(bytes);
        batch(attempt, bytes.array());
        complete(new LogEnd(4, written("one\n"), written("")));

        assertThat(fake.logState(task)).isEqualTo("gaps");
        assertThat(fake.lines(task)).hasSize(1).first().asString().contains("1 line");
    }

    @Test
    void aReportOfAnotherAttemptIsRefusedAndItsQuestionSaysStop() throws Exception {
        String other = UUID.randomUUID().toString();

        HttpResponse<String> answer = post(task + "/completed", "{\"status\":\"success\"}", other);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("held by another attempt");
        assertThat(control(other, 30_000).body()).contains("\"cancelRequested\":true");
        assertThat(fake.status(task)).isEqualTo("running");
    }

    @Test
    void aQuestionIsParkedUntilACancelOrTheEnd() throws Exception {
        CompletableFuture<HttpResponse<String>> parked = CompletableFuture.supplyAsync(() -> control(attempt, 30_000));
        fake.cancel(task, "enough");

        assertThat(parked.get().body()).contains("\"cancelRequested\":true");
        assertThat(control(attempt, 0).body()).contains("\"cancelRequested\":true");
        assertThat(control(attempt, 30_001).statusCode()).isEqualTo(400);
    }

    private void complete(LogEnd end) throws Exception {
        post(task + "/completed", "{\"status\":\"success\",\"log\":" + end.toJson() + "}", attempt);
    }

    private static LogEnd.StreamEnd written(String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        return new LogEnd.StreamEnd(bytes.length, HexFormat.of().formatHex(digest));
    }

    private static byte[] frame(long offset, String text) {
        LogFrame frame = LogFrame.of(Kind.STDOUT, 0, offset, text.getBytes(StandardCharsets.UTF_8));
        ByteBuffer bytes = ByteBuffer.allocate(frame.size());
        frame.writeTo(bytes);
        return bytes.array();
    }

    private static Object acknowledged(HttpResponse<String> answer) {
        return Json.parseObject(answer.body()).get("acknowledged");
    }

    private HttpResponse<String> post(String path, String body, String of) throws IOException, InterruptedException {
        return client.send(
                request(path, of)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> batch(String of, byte[] frames) throws IOException, InterruptedException {
        return client.send(
                request(task + "/log-batches", of)
                        .header("content-type", LogFrame.MEDIA_TYPE)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(frames))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> control(String of, long waitMs) {
        HttpRequest request =
                request(task + "/control?waitMs=" + waitMs, of).GET().build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
    }

    private HttpRequest.Builder request(String path, String of) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(fake.url() + "/api/v1/agent/tasks/" + path))
                .header("x-agent-node-id", node.toString())
                .header("authorization", "Bearer " + TOKEN);
        return of == null ? builder : builder.header(WireHeaders.ATTEMPT, of);
    }
}
