package io.noderax.agent.updater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.agent.controlplane.Offer.ClaimedTask;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.log.Level;
import io.noderax.agent.loops.StopSignal;
import io.noderax.agent.tasks.BrokenPayload;
import io.noderax.agent.tasks.Plan;
import io.noderax.agent.tasks.ReadOnlyWork;
import io.noderax.agent.update.UpdateTasks;
import io.noderax.agent.update.UpdaterAddress;
import io.noderax.linux.DescriptorListener;
import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.testkit.release.TestReleases;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The task {@code agent.update} on its way from the agent to the updater. */
class UpdaterDeskTest {
    @TempDir
    private Path folder;

    private ReleaseServer server;
    private TestMachine machine;
    private TestReleases releases;

    @BeforeEach
    void install() {
        releases = new TestReleases(folder.resolve("releases"));
        server = new ReleaseServer(releases.folder());
        machine = TestMachine.install(folder, server.url(), releases.publicKeyPem());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aTaskIsHandedOverAndTheUpdaterDoesTheRestUntilItIsIdle() throws Exception {
        releases.publish("2.0.0", 20, TestImages.good("2.0.0"));
        Path socket = folder.resolve("update.sock");
        DescriptorListener listener = DescriptorListener.listen(socket);
        Thread desk = Thread.ofPlatform().start(() -> serve(listener));

        ReadOnlyWork.Found found = handOver(socket, payload("2.0.0"));
        desk.join();

        assertThat(found.result())
                .isEqualTo(JsonObject.builder()
                        .put("status", "handoff")
                        .put("targetVersion", "2.0.0")
                        .put("targetId", TestMachine.TARGET)
                        .put("rollback", false)
                        .build());
        assertThat(machine.running()).isEqualTo("2.0.0");
        assertThat(machine.isOver()).isTrue();
    }

    @Test
    void withoutAnUpdaterTheTaskFailsAndSaysWhy() {
        assertThatThrownBy(() -> handOver(folder.resolve("nobody.sock"), payload("2.0.0")))
                .isInstanceOfSatisfying(
                        ReadOnlyWork.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("no-updater"))
                .hasMessageContaining("it comes with the installation as a service of systemd");
    }

    @Test
    void aPayloadThatMakesNoSenseIsRefusedBeforeAnythingIsAsked() {
        JsonObject evil = payload("../../etc");
        JsonObject homeless = payload("2.0.0").toBuilder().put("targetId", null).build();

        assertThatThrownBy(() -> handOver(folder.resolve("nobody.sock"), evil))
                .isInstanceOf(BrokenPayload.class)
                .hasMessageContaining("targetVersion must be");
        assertThatThrownBy(() -> handOver(folder.resolve("nobody.sock"), homeless))
                .isInstanceOf(BrokenPayload.class)
                .hasMessageContaining("targetId must be a UUID");
    }

    private void serve(DescriptorListener listener) {
        EventLog log = new EventLog(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                Level.INFO,
                Clock.systemUTC());
        try (listener) {
            new UpdaterDesk(machine.updater, Duration.ofSeconds(2), _ -> true, log).serve(listener);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static ReadOnlyWork.Found handOver(Path socket, JsonObject payload) throws Exception {
        ClaimedTask task = new ClaimedTask(
                new TaskId(UUID.randomUUID()), new AttemptId(UUID.randomUUID()), UpdateTasks.TYPE, payload, null);
        Plan plan = new UpdateTasks(new UpdaterAddress(socket)).plan(task);
        return ((Plan.Read) plan).work().find(new StopSignal());
    }

    private static JsonObject payload(String version) {
        return JsonObject.builder()
                .put("targetVersion", version)
                .put("targetId", TestMachine.TARGET)
                .put("rollback", false)
                .build();
    }
}
