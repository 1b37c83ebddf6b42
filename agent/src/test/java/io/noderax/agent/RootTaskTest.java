package io.noderax.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noderax.linux.OwnUser;
import io.noderax.protocol.json.JsonObject;
import io.noderax.testkit.controlplane.Call;
import io.noderax.testkit.controlplane.FakeControlPlane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Root access of an agent that is root itself, against a control plane that is as strict as the reference. */
class RootTaskTest {
    @TempDir
    private Path folder;

    private final FakeControlPlane fake = FakeControlPlane.start();
    private UUID node;
    private TestAgent agent;

    @BeforeEach
    void start() {
        assumeTrue(OwnUser.isRoot() || System.getenv("CI") != null, "needs root");
        node = fake.addNode(TestAgent.TOKEN);
        agent = TestAgent.start(fake, node, folder);
    }

    @AfterEach
    void stop() {
        if (agent != null) {
            agent.close();
        }
        fake.close();
    }

    @Test
    void aRootTaskRunsOnceTheProfileIsAppliedAndTheNextClaimSaysSo() {
        apply("task");
        UUID task = root("echo $(id -u) $HOME $USER", "task");

        fake.awaitEnd(task);

        assertThat(fake.lines(task)).containsExactly("stdout: 0 /root root");
        assertThat(fake.status(task)).isEqualTo("success");
        JsonObject report = lastReport();
        assertThat(report.text("appliedProfile")).isEqualTo("task");
        assertThat(report.text("lastAppliedAt")).isNotNull();
        assertThat(report.has("lastError")).isFalse();
    }

    @Test
    void withoutTheProfileARootTaskIsRefusedWithACodeAndASentence() {
        UUID before = root("id -u", "task");
        fake.awaitEnd(before);
        apply("operational_terminal");
        UUID another = root("id -u", "task");
        fake.awaitEnd(another);
        apply("off");
        UUID after = root("id -u", "task");
        fake.awaitEnd(after);

        for (UUID task : new UUID[] {before, another, after}) {
            assertThat(fake.status(task)).isEqualTo("failed");
            assertThat(fake.completion(task).object("result").text("reason")).isEqualTo("root-access-refused");
            assertThat(fake.completion(task).text("error")).contains("surface \"task\"");
            assertThat(fake.lines(task)).isEmpty();
        }
        assertThat(fake.completion(another).text("error")).contains("applied is operational_terminal");
    }

    @Test
    void theOperationalSurfaceIsForItsFewCommandsOnly() {
        apply("all");
        for (String command : new String[] {"id -u", "reboot; id", "apt-get update && id", "systemctl restart ssh"}) {
            UUID task = root(command, "operational");
            fake.awaitEnd(task);
            assertThat(fake.completion(task).text("error"))
                    .as(command)
                    .contains("command must be one of")
                    .contains(command);
        }
    }

    @Test
    void aScopeThatDoesNotExistIsRefused() {
        apply("all");
        UUID task = root("id -u", "terminal");
        fake.awaitEnd(task);

        assertThat(fake.completion(task).text("error")).contains("rootScope must be task or operational");
    }

    private void apply(String profile) {
        fake.desireRootAccess(node, profile);
        fake.queueCommand(node, "true");
        fake.await(
                "the agent has applied " + profile,
                Duration.ofSeconds(20),
                _ -> profile.equals(lastReport().text("appliedProfile")));
    }

    private JsonObject lastReport() {
        List<Call> claims = fake.calls("/claim");
        JsonObject report = claims.isEmpty() ? null : claims.getLast().body().object("rootAccess");
        return report == null ? JsonObject.EMPTY : report;
    }

    private UUID root(String command, String scope) {
        return fake.queue(
                node,
                "shell.exec",
                JsonObject.builder()
                        .put("command", command)
                        .put("runAsRoot", true)
                        .put("rootScope", scope)
                        .build());
    }
}
