package io.noderax.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noderax.agent.policy.NodePolicy;
import io.noderax.linux.OwnUser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person on the machine is told of its policy, without agent and server. */
class PolicyCommandTest {
    @TempDir
    private Path root;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path folder;
    private PolicyCommand command;

    @BeforeEach
    void aPolicy() throws IOException {
        assumeTrue(OwnUser.isRoot() || System.getenv("CI") != null, "needs root: a policy belongs to it");
        folder = Files.createDirectories(root.resolve("etc/noderax-agent/policy.d"));
        for (Path path = folder; path.startsWith(root); path = path.getParent()) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        policy("{\n\"allow\": {\"commands\": [\"uptime\"]},\n\"highestRootProfile\": \"task\"}");
        command = new PolicyCommand(
                NodePolicy.below(root, false, Clock.systemUTC()),
                root,
                new Terminal(
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8)));
    }

    @Test
    void whatWouldHappenIsSaidWithTheReason() throws IOException {
        assertThat(test("{\"type\":\"shell.exec\",\"payload\":{\"command\":\"uptime\"}}"))
                .isZero();
        assertThat(said(out))
                .contains("command \"uptime\": allowed by commands \"uptime\" (" + folder.resolve("10.json")
                        + ", line 2)")
                .endsWith("allowed by the policy of this node\n");
        assertThat(test("{\"type\":\"shell.exec\",\"payload\":{\"command\":\"id\"}}"))
                .isEqualTo(3);
        assertThat(said(out)).contains("refused: command \"id\" is not among those that are allowed");
        assertThat(test("{\"terminal\":{\"runAsRoot\":true}}")).isEqualTo(3);
        assertThat(test("{\"terminal\":{}}")).isZero();
        assertThat(test("{\"rootProfile\":\"all\"}")).isEqualTo(3);
        assertThat(test("{\"rootProfile\":\"task\"}")).isZero();
    }

    @Test
    void aFileThatIsNoTaskIsSaidToBe() throws IOException {
        assertThat(test("{\"command\":\"id\"}")).isEqualTo(2);
        assertThat(said(err)).contains("it must have type and payload of a task");
        assertThat(test("{")).isEqualTo(2);
        assertThat(command.test("nowhere.json")).isEqualTo(2);
    }

    @Test
    void theRulesAreShownWithTheirLines() throws IOException {
        assertThat(command.show()).isZero();
        assertThat(said(out))
                .contains("  line 2: allow commands \"uptime\"", "  line 3: no root access profile above task");
        policy("{\"alow\": {}}");
        assertThat(command.show()).isEqualTo(1);
        assertThat(said(out)).contains("broken, so everything is refused", "10.json, line 1: unknown member alow");
        assertThat(test("{\"type\":\"shell.exec\",\"payload\":{\"command\":\"uptime\"}}"))
                .isEqualTo(3);
    }

    private int test(String task) throws IOException {
        Files.writeString(root.resolve("task.json"), task);
        return command.test("task.json");
    }

    private void policy(String json) throws IOException {
        Path file = Files.writeString(folder.resolve("10.json"), json);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private static String said(ByteArrayOutputStream stream) {
        String text = stream.toString(StandardCharsets.UTF_8);
        stream.reset();
        return text;
    }
}
