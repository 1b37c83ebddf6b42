package io.noderax.agent.logscan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.agent.controlplane.Offer.ClaimedTask;
import io.noderax.agent.loops.StopSignal;
import io.noderax.agent.root.BrokerAddress;
import io.noderax.agent.root.SilentBroker;
import io.noderax.agent.tasks.BrokenPayload;
import io.noderax.agent.tasks.Plan;
import io.noderax.agent.tasks.ReadOnlyWork;
import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a task that wants a log read. */
class LogScanTasksTest {
    @TempDir
    private Path folder;

    private static final LogSource ONE_LINE = (request, _) -> new ScanResult(
            request.preset(),
            "file",
            List.of(new LogEntry(null, "a line", null, null)),
            ScanCursor.ofFile(1, 7, Scans.NOW, null),
            false,
            7,
            List.of());

    @Test
    void theResultIsThatOfTheContract() throws Exception {
        JsonObject result = result(false, null, "{\"sourcePresetId\":\"syslog\"}");

        assertThat(result.names())
                .containsExactly(
                        "sourcePresetId",
                        "sourceType",
                        "entries",
                        "cursor",
                        "truncated",
                        "bytesRead",
                        "linesRead",
                        "warnings");
        assertThat(result.object("cursor").names())
                .containsExactly("journalCursor", "fileInode", "fileOffset", "lastReadAt", "cursorResetReason");
        assertThat(result.get("linesRead")).isEqualTo(1L);
    }

    @Test
    void asRootIsRefusedWhereRootAccessIsNotApplied() throws Exception {
        Plan plan = plan(true, "it is not applied", "{\"sourcePresetId\":\"syslog\",\"runAsRoot\":true}");

        assertThat(plan).isEqualTo(Plan.Refused.because("the log is to be read as root, but it is not applied"));
    }

    @Test
    void withoutABrokerAnOrdinaryAgentCannotReadAsRootAndSaysSo() throws Exception {
        String payload = "{\"sourcePresetId\":\"syslog\",\"runAsRoot\":true}";

        assertThat(result(true, null, payload).get("linesRead")).isEqualTo(1L);
        assertThatThrownBy(() -> result(false, null, payload))
                .isInstanceOf(ReadOnlyWork.Failed.class)
                .hasMessageContaining("the root broker cannot be asked");
    }

    @Test
    void whatTheBrokerHasReadIsTakenAndAnAnswerOfAnotherVersionIsSaidToBeOne() throws Exception {
        JsonObject read = result(false, null, "{\"sourcePresetId\":\"syslog\"}");
        assertThat(brokered(JsonObject.of("read", read))).isEqualTo(read);

        for (JsonObject strange : List.of(
                JsonObject.of("lines", read),
                JsonObject.of("read", JsonObject.of("sourcePresetId", "syslog")),
                JsonObject.of("read", Json.parseObject(read.toString().replace("\"a line\"", "17"))),
                JsonObject.of("read", Json.parseObject(read.toString().replace("\"entries\"", "\"lines\""))))) {
            assertThatThrownBy(() -> brokered(strange))
                    .as(strange.toString())
                    .isInstanceOfSatisfying(
                            ReadOnlyWork.Failed.class,
                            failed -> assertThat(failed.code()).isEqualTo("root-broker-answer"))
                    .hasMessageContaining("is it of another version than this agent?");
        }
    }

    /** The result of a scan as root, when the broker says so. */
    private JsonObject brokered(JsonObject answer) throws Exception {
        Path socket = folder.resolve("root.sock");
        try (SilentBroker broker = new SilentBroker(socket)) {
            Thread asked = Thread.ofPlatform().start(() -> {
                try {
                    broker.awaitRequest();
                    broker.say(answer);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            LogScanTasks.Root root = LogScanTasks.Root.brokered(new BrokerAddress(socket), _ -> null);
            try {
                return result(plan(root, "{\"sourcePresetId\":\"syslog\",\"runAsRoot\":true}"));
            } finally {
                asked.join();
            }
        } finally {
            Files.deleteIfExists(socket);
        }
    }

    @Test
    void aBrokenPayloadIsRefusedByTheMember() {
        assertThatThrownBy(() -> plan(true, null, "{\"sourcePresetId\":\"/etc/shadow\"}"))
                .isInstanceOf(BrokenPayload.class)
                .hasMessageContaining("sourcePresetId must be one of the following values");
        assertThatThrownBy(() -> plan(true, null, "7")).isInstanceOf(BrokenPayload.class);
    }

    private static JsonObject result(boolean agentIsRoot, @Nullable String refusal, String payload) throws Exception {
        return result(plan(agentIsRoot, refusal, payload));
    }

    private static JsonObject result(Plan plan) throws Exception {
        return ((Plan.Read) plan).work().find(new StopSignal()).result();
    }

    private static Plan plan(boolean agentIsRoot, @Nullable String refusal, String payload) throws BrokenPayload {
        LogScanTasks.Root root = agentIsRoot
                ? LogScanTasks.Root.own(ONE_LINE, _ -> refusal)
                : LogScanTasks.Root.brokered(new BrokerAddress(Path.of("/nobody/listens/here")), _ -> refusal);
        return plan(root, payload);
    }

    private static Plan plan(LogScanTasks.Root root, String payload) throws BrokenPayload {
        return new LogScanTasks(ONE_LINE, root)
                .plan(new ClaimedTask(
                        new TaskId(UUID.randomUUID()),
                        new AttemptId(UUID.randomUUID()),
                        "log.scan",
                        Json.parse(payload),
                        null));
    }
}
