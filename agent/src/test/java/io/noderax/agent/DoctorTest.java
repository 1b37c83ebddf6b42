package io.noderax.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.agent.cli.AgentCli;
import io.noderax.agent.cli.Terminal;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import io.noderax.testkit.controlplane.FakeControlPlane;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code noderax-agent doctor} finds what is wrong between an agent and its control plane, and packs it without a secret. */
class DoctorTest {
    private static final String PROXY_PASSWORD = "pr0xy-passw0rd";
    private static final String IP_TOKEN = "ipinfo-s3cret-value";

    @TempDir
    private Path folder;

    private final FakeControlPlane fake = FakeControlPlane.startExtended();
    private final UUID node = fake.addNode(TestAgent.TOKEN);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void besideARunningAgentTheWayIsFoundAndEachCheckSaysSomething() {
        try (TestAgent _ = TestAgent.start(fake, node, folder)) {
            UUID task = fake.queueCommand(node, "true");
            fake.awaitEnd(task);
            doctor("--json");
        }

        JsonObject report = Json.parseObject(out.toString(StandardCharsets.UTF_8));
        assertThat(report.list("checks").toString())
                .contains("\"dns\"", "\"proxy\"", "\"tcp\"", "\"api\"", "\"clock\"", "\"system\"", "\"sudo\"")
                .contains("\"control-groups\"", "\"packages\"", "\"policy\"", "\"noexec-tmp\"", "\"disk-journal\"");
        assertThat(state(report, "tcp")).isEqualTo("ok");
        assertThat(state(report, "agent")).isEqualTo("ok");
        assertThat(state(report, "identity")).isEqualTo("ok");
        assertThat(state(report, "config")).isEqualTo("ok");
    }

    @Test
    void aControlPlaneThatIsAwayFailsTheWayToItAndNothingElse() {
        TestAgent.start(fake, node, folder).close();
        fake.close();

        int code = doctor("--json");

        JsonObject report = Json.parseObject(out.toString(StandardCharsets.UTF_8));
        assertThat(code).isEqualTo(1);
        assertThat(state(report, "tcp")).isEqualTo("failed");
        assertThat(state(report, "api")).isEqualTo("failed");
        assertThat(state(report, "policy")).isEqualTo("ok");
        assertThat(state(report, "config")).isEqualTo("ok");
        assertThat(state(report, "agent")).isEqualTo("failed");
    }

    @Test
    void aSettingThatCannotBeUsedIsNamedAndHidesNoOtherCheck() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"max_parallel_tasks\": \"many\"}");

        assertThat(doctor("--json")).isEqualTo(1);

        JsonObject report = Json.parseObject(out.toString(StandardCharsets.UTF_8));
        assertThat(state(report, "settings")).isEqualTo("failed");
        assertThat(report.toString()).contains("max_parallel_tasks is \\\"many\\\"");
        assertThat(state(report, "system")).isEqualTo("ok");
    }

    @Test
    void aBundleListsItsPartsAndHoldsNoSecret() throws IOException {
        Path file = folder.resolve("bundle.tar.gz");
        try (TestAgent _ = TestAgent.start(fake, node, folder, JsonObject.of("ipinfo_token", IP_TOKEN))) {
            Files.writeString(
                    folder.resolve("journal/holder.log"), "Authorization: Bearer " + TestAgent.TOKEN + "\nwell\n");
            doctor("--bundle", file.toString());
        }

        String listed = out.toString(StandardCharsets.UTF_8);
        assertThat(listed).contains("doctor.txt", "status.json", "settings.txt", "versions.txt", "log/holder.log");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        String contents;
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            contents = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(contents).contains("ipinfo_token = (hidden)", "\nwell\n", node.toString());
        for (String secret : new String[] {TestAgent.TOKEN, PROXY_PASSWORD, IP_TOKEN}) {
            assertThat(contents).doesNotContain(secret);
        }
    }

    private int doctor(String... arguments) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", System.getenv("PATH"));
        environment.put("NODERAX_CONFIG_FILE", folder.resolve("config.json").toString());
        environment.put("HTTP_PROXY", "http://carl:" + PROXY_PASSWORD + "@proxy.example.com:3128");
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]), new PrintStream(out, true), new PrintStream(err, true));
        String[] all = new String[arguments.length + 1];
        all[0] = "doctor";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return new AgentCli(environment, folder, terminal, () -> {}).run(all);
    }

    private static String state(JsonObject report, String check) {
        for (Object each : report.list("checks")) {
            if (each instanceof JsonObject found && check.equals(found.text("name"))) {
                return String.valueOf(found.text("state"));
            }
        }
        throw new AssertionError("no check " + check + " in " + report);
    }
}
