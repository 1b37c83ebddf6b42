package io.noderax.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.JsonObject;
import io.noderax.testkit.controlplane.FakeControlPlane;
import io.noderax.testkit.controlplane.Fault;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collections;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code noderax-agent status} says how the agent is, whether it runs or not, and by its exit code whether all is well. */
class StatusTest {
    @TempDir
    private Path folder;

    private final FakeControlPlane fake = FakeControlPlane.startExtended();
    private final UUID node = fake.addNode(TestAgent.TOKEN);

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void aWellAgentTellsItsFiguresAndExitsWithZero() {
        try (TestAgent _ = TestAgent.start(fake, node, folder)) {
            UUID task = fake.queueCommand(node, "echo ready; until [ -e %s ]; do sleep 0.05; done".formatted(go()));
            fake.await(
                    "a line", Duration.ofSeconds(20), plane -> plane.lines(task).contains("stdout: ready"));

            AskedStatus status = AskedStatus.json(folder);

            assertThat(status.exitCode()).isZero();
            JsonObject report = status.report();
            assertThat(report.text("state")).isEqualTo("healthy");
            assertThat(report.object("agent").get("pid"))
                    .isEqualTo(ProcessHandle.current().pid());
            assertThat(report.object("server").text("address")).isEqualTo(fake.url());
            assertThat(report.object("server").list("extensions").contains("control-wait"))
                    .isTrue();
            assertThat((Long) report.object("server").get("clockAheadMs")).isBetween(-2000L, 2000L);
            assertThat(report.object("identity").text("nodeId")).isEqualTo(node.toString());
            assertThat(report.object("lastClaim").text("answer")).isIn("task " + task, "no work");
            assertThat(report.object("tasks").get("running")).isEqualTo(1L);
            assertThat(report.object("tasks").get("slots")).isEqualTo(8L);
            assertThat(report.object("journal").get("attempts")).isEqualTo(1L);
            assertThat((Long) report.object("journal").get("bytes")).isPositive();
            assertThat(report.object("journal").get("quota")).isEqualTo(256L * 1024 * 1024);
            assertThat(report.object("journal").text("oldest")).isNotNull();
            assertThat((Long) report.object("disk").get("freeBytes")).isPositive();
            go(task);
        }
    }

    @Test
    void inAFolderWithALongPathTasksRunAndTheStatusIsTold() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("d".repeat(100)).resolve("e".repeat(100)));
        try (TestAgent _ = TestAgent.start(fake, node, deep)) {
            UUID task = fake.queueCommand(node, "exit 6");
            fake.awaitEnd(task);

            assertThat(fake.completion(task).get("exitCode")).isEqualTo(6L);
            assertThat(AskedStatus.json(deep).problems()).doesNotContain("no-status", "not-running");
        }
    }

    @Test
    void aPersonReadsTheSameInWordsWithWhatToDo() {
        fake.plan("/claim", Collections.nCopies(1000, Fault.html(200)).toArray(Fault[]::new));
        try (TestAgent _ = TestAgent.start(fake, node, folder)) {
            AskedStatus.await(folder, "not-the-api");

            AskedStatus status = AskedStatus.words(folder);

            assertThat(status.exitCode()).isEqualTo(1);
            assertThat(status.output())
                    .contains("something is wrong (pid ")
                    .contains("0 of 8 slots busy")
                    .contains("not-the-api: asking for work fails since ")
                    .contains("-> check that api_url names a noderax control plane");
        }
    }

    @Test
    void whatWasWrongIsStillToldWhenItIsOver() {
        fake.plan("/claim", Fault.refusal(500, "Internal server error"));
        try (TestAgent _ = TestAgent.start(fake, node, folder)) {
            fake.awaitEnd(fake.queueCommand(node, "true"));

            AskedStatus status = AskedStatus.awaitHealth(folder);

            assertThat(status.report().object("lastError").text("code")).isEqualTo("server-error");
            assertThat(status.report().object("lastError").text("call")).isEqualTo("claim");
        }
    }

    @Test
    void withoutAnAgentItSaysSoTellsWhatLiesOnTheDiskAndExitsWithThree() throws IOException {
        TestAgent.start(fake, node, folder).close();
        Path attempt = Files.createDirectories(
                folder.resolve("journal").resolve(UUID.randomUUID().toString()));
        Files.write(attempt.resolve("steps"), new byte[1234]);
        Path buried = Files.createDirectories(folder.resolve("journal/undeliverable"));
        Files.writeString(buried.resolve(UUID.randomUUID() + ".json"), "{}");

        AskedStatus status = AskedStatus.json(folder);

        assertThat(status.exitCode()).isEqualTo(3);
        assertThat(status.problems()).containsExactly("not-running", "undeliverable-results");
        assertThat(status.report().object("journal").get("attempts")).isEqualTo(1L);
        assertThat(status.report().object("journal").get("bytes")).isEqualTo(1234L);
        assertThat(status.report().object("identity").text("nodeId")).isEqualTo(node.toString());
        assertThat(AskedStatus.words(folder).output()).startsWith("No agent runs with this state file");
    }

    @Test
    void aMachineThatWasNeverEnrolledIsToldSo() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"state_file\":\"" + folder.resolve("none.json") + "\"}");

        AskedStatus status = AskedStatus.json(folder);

        assertThat(status.exitCode()).isEqualTo(3);
        assertThat(status.problems()).containsExactly("not-running", "not-enrolled");
    }

    @Test
    void anAgentThatHangsIsNoAgentThatIsWell() throws IOException {
        TestAgent.start(fake, node, folder).close();
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(socket()));

            AskedStatus status = AskedStatus.json(folder);

            assertThat(status.exitCode()).isEqualTo(1);
            assertThat(status.problems()).containsExactly("no-status");
        }
    }

    @Test
    void theSocketIsForItsOwnerOnlyAndGoesWithTheAgent() throws IOException {
        try (TestAgent _ = TestAgent.start(fake, node, folder)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
                    .isEqualTo("rw-------");
        }
        assertThat(socket()).doesNotExist();
    }

    @Test
    void whoConnectsAndReadsNothingKeepsNobodyElseFromAsking() throws IOException {
        try (TestAgent _ = TestAgent.start(fake, node, folder);
                var lazy = java.nio.channels.SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            assertThat(AskedStatus.awaitHealth(folder).exitCode()).isZero();
            assertThat(lazy.isConnected()).isTrue();
        }
    }

    @Test
    void aWrongArgumentIsAnsweredWithTheUsage() {
        assertThat(new io.noderax.agent.cli.AgentCli(
                                java.util.Map.of(),
                                folder,
                                new io.noderax.agent.cli.Terminal(
                                        java.io.InputStream.nullInputStream(),
                                        new AgentLog().stream(),
                                        new AgentLog().stream()),
                                () -> {})
                        .run("status", "--yaml"))
                .isEqualTo(2);
    }

    private Path socket() {
        return folder.resolve("identity.json.sock");
    }

    private Path go() {
        return folder.resolve("go");
    }

    private void go(UUID task) {
        try {
            Files.createFile(go());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        fake.awaitEnd(task);
    }
}
