package io.noderax.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.agent.cli.AgentCli;
import io.noderax.agent.cli.Terminal;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import io.noderax.testkit.controlplane.Call;
import io.noderax.testkit.controlplane.FakeControlPlane;
import io.noderax.testkit.controlplane.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine becomes the node that was prepared, without a question, and whatever happens on the way. */
class BootstrapTest {
    private static final String TOKEN = "h7FdnBeV8fK_hqlq46g6bqbyJH0JC6F0aRkSbI3t0yY";
    private static final Duration NEVER = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final FakeControlPlane fake = FakeControlPlane.start();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void theSettingsAndTheIdentityAreSavedAndTheProgressIsTold() throws IOException {
        fake.addInstall(TOKEN);

        assertThat(bootstrap()).as(err.toString(StandardCharsets.UTF_8)).isZero();

        JsonObject config = Json.parseObject(Files.readString(configFile()));
        assertThat(config.text("api_url")).isEqualTo(fake.url());
        assertThat(config.text("state_file")).isEqualTo(stateFile().toString());
        assertThat(config.text("log_level")).isEqualTo("warn");
        JsonObject identity = Json.parseObject(Files.readString(stateFile()));
        assertThat(identity.text("agent_token")).hasSize(64);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(stateFile())))
                .isEqualTo("rw-------");
        assertThat(fake.installStages(TOKEN))
                .containsExactly("agent_bootstrapping", "bootstrap_token_consumed", "identity_saved");
        assertThat(printed()).doesNotContain(TOKEN).doesNotContain(String.valueOf(identity.text("agent_token")));
    }

    @Test
    void aSecondRunChangesNothingAndUsesNoToken() {
        fake.addInstall(TOKEN);
        bootstrap();

        assertThat(bootstrap()).isZero();

        assertThat(printed()).contains("already enrolled as node");
        assertThat(fake.calls("/consume")).hasSize(1);
    }

    @Test
    void theIdentityOfAnotherControlPlaneIsNotGivenUp() throws IOException {
        fake.addInstall(TOKEN);
        bootstrap();
        String before = Files.readString(stateFile());
        try (FakeControlPlane other = FakeControlPlane.start()) {
            other.addInstall(TOKEN);

            assertThat(bootstrap(other.url())).isEqualTo(1);

            assertThat(printed()).contains("of " + fake.url() + " already").contains("move");
            assertThat(Files.readString(stateFile())).isEqualTo(before);
            assertThat(other.calls("/consume")).isEmpty();
        }
    }

    @Test
    void aLostAnswerIsAskedForAgain() {
        fake.addInstall(TOKEN);
        fake.replayInstalls();
        fake.plan("/consume", new Fault.LostRequest(), new Fault.LostAnswer());

        assertThat(bootstrap()).as(err.toString(StandardCharsets.UTF_8)).isZero();

        assertThat(fake.calls("/consume")).extracting(Call::status).containsExactly(0, 0, 201);
        assertThat(printed()).contains("trying again");
    }

    @Test
    void progressThatCannotBeToldStopsNothing() {
        fake.addInstall(TOKEN);
        fake.plan("/progress", Fault.html(502), new Fault.LostRequest());

        assertThat(bootstrap()).isZero();
    }

    @Test
    void whatIsWrongWithTheTokenIsToldApart() {
        assertThat(bootstrap()).isEqualTo(1);
        assertThat(printed()).contains("does not know this bootstrap token (404");

        fake.addInstall(TOKEN);
        fake.expireInstall(TOKEN);
        assertThat(bootstrap()).isEqualTo(1);
        assertThat(printed()).contains("has expired (410");

        fake.addInstall(TOKEN);
        fake.plan("/consume", Fault.refusal(409, "A node with this hostname already exists"));
        assertThat(bootstrap()).isEqualTo(1);
        assertThat(printed()).contains("a node with the name of this machine exists already (409");

        fake.plan("/consume", new Fault.LostAnswer());
        assertThat(bootstrap()).as("a reference server does not tell again").isEqualTo(1);
        assertThat(printed()).contains("the bootstrap token was used already").contains("prepare a new installation");
        assertThat(stateFile()).doesNotExist();
        assertThat(printed()).doesNotContain(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/progress", "/consume"})
    void killedAtAnyStepTheNextRunFinishes(String step) throws Exception {
        fake.addInstall(TOKEN);
        fake.replayInstalls();
        fake.plan(step, new Fault.LateAnswer(NEVER));
        Process killed = process();
        fake.awaitCalls(step, 1);
        killed.destroyForcibly().waitFor();
        assertThat(stateFile()).doesNotExist();

        assertThat(bootstrap()).as(err.toString(StandardCharsets.UTF_8)).isZero();

        assertThat(stateFile()).exists();
        assertThat(fake.installStages(TOKEN).stream().filter("bootstrap_token_consumed"::equals))
                .hasSize(1);
    }

    @Test
    void killedAfterTheIdentityWasSavedTheNextRunSaysSo() throws Exception {
        fake.addInstall(TOKEN);
        fake.replayInstalls();
        Process first = process();
        fake.awaitCalls("/consume", 1);
        first.waitFor();
        String identity = Files.readString(stateFile());

        assertThat(bootstrap()).isZero();

        assertThat(Files.readString(stateFile())).isEqualTo(identity);
    }

    @Test
    void aCommandLineThatCannotBeUnderstoodIsSaidBeforeAnythingIsWritten() {
        assertThat(cli("bootstrap", "--non-interactive", "--api-url", fake.url()))
                .isEqualTo(2);
        assertThat(printed()).contains("bootstrap needs --bootstrap-token");
        assertThat(cli("bootstrap", "--api-url")).isEqualTo(2);
        assertThat(cli("bootstrap", "--api-ulr=" + fake.url(), "--bootstrap-token=x"))
                .isEqualTo(2);
        assertThat(printed()).contains("does not know --api-ulr");
        assertThat(cli(
                        "bootstrap",
                        "--api-url=" + fake.url(),
                        "--bootstrap-token=" + TOKEN,
                        "--log-level=loud",
                        "--config-file=" + configFile()))
                .isEqualTo(1);
        assertThat(printed()).contains("log_level is \"loud\" (command line) but must be");
        assertThat(configFile()).doesNotExist();
    }

    private int bootstrap() {
        return bootstrap(fake.url());
    }

    private int bootstrap(String url) {
        return cli(arguments(url).toArray(String[]::new));
    }

    private List<String> arguments(String url) {
        return List.of(
                "bootstrap",
                "--non-interactive",
                "--api-url",
                url,
                "--bootstrap-token",
                TOKEN,
                "--config-file",
                configFile().toString(),
                "--state-file",
                stateFile().toString(),
                "--log-level",
                "warn");
    }

    private int cli(String... arguments) {
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new AgentCli(Map.of(), folder, terminal, () -> {}).run(arguments);
    }

    private Process process() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.noderax.agent.AgentMain"));
        command.addAll(arguments(fake.url()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("bootstrap.log").toFile())
                .start();
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    private Path configFile() {
        return folder.resolve("etc").resolve("config.json");
    }

    private Path stateFile() {
        return folder.resolve("state").resolve("agent_identity.json");
    }
}
