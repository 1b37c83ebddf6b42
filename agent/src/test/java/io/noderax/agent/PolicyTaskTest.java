package io.noderax.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noderax.linux.OwnUser;
import io.noderax.protocol.json.JsonObject;
import io.noderax.testkit.controlplane.FakeControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole agent with a policy on its machine, and a control plane that does not keep to it. */
class PolicyTaskTest {
    @TempDir
    private Path folder;

    private final FakeControlPlane fake = FakeControlPlane.start();
    private UUID node;
    private TestAgent agent;
    private Path policy;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(OwnUser.isRoot() || System.getenv("CI") != null, "needs root: a policy belongs to it");
        Path root = folder.resolve("root");
        policy = Files.createDirectories(root.resolve("etc/noderax-agent/policy.d"));
        for (Path path = policy; path.startsWith(root); path = path.getParent()) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.createSymbolicLink(root.resolve("proc"), Path.of("/proc"));
        node = fake.addNode(TestAgent.TOKEN);
        agent = TestAgent.start(fake, node, folder, root);
    }

    @AfterEach
    void stop() {
        if (agent != null) {
            agent.close();
        }
        fake.close();
    }

    @Test
    void aTaskThatThePolicyForbidsFailsWithTheRuleItsFileAndLine() throws IOException {
        write("{\n\"deny\": {\n\"commands\": [{\"prefix\": \"echo no\"}]}}");

        UUID refused = fake.queueCommand(node, "echo no");
        UUID allowed = fake.queueCommand(node, "echo yes");
        fake.awaitEnd(refused);
        fake.awaitEnd(allowed);

        assertThat(fake.status(refused)).isEqualTo("failed");
        assertThat(fake.completion(refused).text("error"))
                .isEqualTo(
                        "the policy of this node refuses it: command \"echo no\" is denied by commands prefix \"echo no\" ("
                                + policy.resolve("10.json") + ", line 3)");
        assertThat(fake.completion(refused).object("result").text("reason")).isEqualTo("policy-refused");
        assertThat(fake.status(allowed)).isEqualTo("success");
    }

    @Test
    void aBrokenPolicyLetsNothingRun() throws IOException {
        write("{\"deny\": {\"comands\": []}}");

        UUID refused = fake.queueCommand(node, "true");
        fake.awaitEnd(refused);

        assertThat(fake.completion(refused).text("error")).contains("10.json, line 1: unknown member comands in deny");
    }

    /** Each command leaves a mark of its own when it runs, whatever the payload says besides. */
    @Test
    void whatAHostileServerQueuesLeavesNoMarkThatIsNotAllowed() throws IOException {
        Path marks = Files.createDirectories(folder.resolve("marks"));
        write("{\"allow\": {\"tasks\": [\"shell.exec\"], \"users\": [\"*\"], \"commands\": [{\"glob\": \"touch " + marks
                + "/good-*\"}]}," + " \"highestRootProfile\": \"off\"}");
        Random random = new Random(7);
        Map<UUID, Boolean> queued = new LinkedHashMap<>();
        List<String> tails =
                List.of("", "", "; touch %s/bad-%d", "\ntouch %s/bad-%d", " $(touch %s/bad-%d)", " & touch %s/bad-%d");
        List<JsonObject> extras = new ArrayList<>(List.of(JsonObject.EMPTY, JsonObject.EMPTY));
        for (Object root : new Object[] {true, "true", 1L, "yes"}) {
            extras.add(JsonObject.builder()
                    .put("runAsRoot", root)
                    .put("rootScope", "task")
                    .build());
        }
        extras.add(JsonObject.of("shell", "/bin/bash"));
        extras.add(JsonObject.of("environment", JsonObject.of("ENV", "/tmp/x")));
        extras.add(JsonObject.of("working_dir", "/tmp"));
        for (int i = 0; i < 60; i++) {
            String tail = tails.get(random.nextInt(tails.size())).formatted(marks, i);
            JsonObject extra = extras.get(random.nextInt(extras.size()));
            boolean mayRun = tail.isEmpty() && extra.isEmpty();
            String command = "touch " + marks + "/" + (mayRun ? "good-" : "good-but-") + i + tail;
            JsonObject payload = extra.toBuilder().put("command", command).build();
            queued.put(fake.queue(node, "shell.exec", payload), mayRun);
        }
        queued.keySet().forEach(fake::awaitEnd);

        queued.forEach((task, mayRun) -> assertThat(fake.status(task)).isEqualTo(mayRun ? "success" : "failed"));
        try (var files = Files.list(marks)) {
            assertThat(files.map(file -> file.getFileName().toString())).allMatch(name -> name.matches("good-\\d+"));
        }
        assertThat(queued.values()).contains(true, false);
    }

    private void write(String json) throws IOException {
        Path file = policy.resolve("10.json");
        Files.writeString(file, json);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
}
