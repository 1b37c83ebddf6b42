package io.noderax.agent.logscan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.agent.controlplane.Offer.ClaimedTask;
import io.noderax.agent.loops.StopSignal;
import io.noderax.agent.root.BrokerAddress;
import io.noderax.agent.tasks.BrokenPayload;
import io.noderax.agent.tasks.Plan;
import io.noderax.agent.tasks.ReadOnlyWork;
import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of a task that wants a log read. */
class LogScanTasksTest {
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
    void aBrokenPayloadIsRefusedByTheMember() {
        assertThatThrownBy(() -> plan(true, null, "{\"sourcePresetId\":\"/etc/shadow\"}"))
                .isInstanceOf(BrokenPayload.class)
                .hasMessageContaining("sourcePresetId must be one of the following values");
        assertThatThrownBy(() -> plan(true, null, "7")).isInstanceOf(BrokenPayload.class);
    }

    private static JsonObject result(boolean agentIsRoot, @Nullable String refusal, String payload) throws Exception {
        return ((Plan.Read) plan(agentIsRoot, refusal, payload))
                .work()
                .find(new StopSignal())
                .result();
    }

    private static Plan plan(boolean agentIsRoot, @Nullable String refusal, String payload) throws BrokenPayload {
        LogScanTasks.Root root = agentIsRoot
                ? LogScanTasks.Root.own(ONE_LINE, _ -> refusal)
                : LogScanTasks.Root.brokered(new BrokerAddress(Path.of("/nobody/listens/here")), _ -> refusal);
        return new LogScanTasks(ONE_LINE, root)
                .plan(new ClaimedTask(
                        new TaskId(UUID.randomUUID()),
                        new AttemptId(UUID.randomUUID()),
                        "log.scan",
                        Json.parse(payload),
                        null));
    }
}
