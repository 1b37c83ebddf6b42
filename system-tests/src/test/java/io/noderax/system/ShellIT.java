package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.linux.WindowSize;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import io.noderax.testkit.network.FaultProxy;
import io.noderax.testkit.network.LinkState;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The operator's {@code shell} and {@code top} on a terminal, against the real server and agent. */
class ShellIT {
    private static final String NODE = "shell-node";
    private static final String ATTACH = "shell --attach ([0-9a-f-]{36})";

    private static OpenFolder folder;
    private static ServerProcess server;
    private static Operator operator;
    private static AgentProcess agent;

    @BeforeAll
    static void start() {
        folder = OpenFolder.create();
        server = ServerProcess.start(folder);
        operator = server.operator();
        TestNode node = operator.enroll(NODE);
        agent = new AgentProcess(node, folder.path().resolve("agent"), server.url(), Map.of(), Surroundings.USUAL);
        String sessions = "/api/v1/workspaces/" + operator.workspace() + "/nodes/" + node.id() + "/terminal-sessions";
        WaitLoop.until("the agent has its socket", () -> {
            Http.Answer created = operator.http().post(sessions, JsonObject.EMPTY);
            if (created.status() != 201) {
                return false;
            }
            operator.http()
                    .post(
                            "/api/v1/workspaces/" + operator.workspace() + "/terminal-sessions/"
                                    + created.body().text("id") + "/terminate",
                            JsonObject.EMPTY);
            return true;
        });
    }

    @AfterAll
    static void stop() {
        agent.close();
        server.close();
        folder.close();
    }

    @Test
    void aShellHasTheSizeTakesKeysAndEndsWithItsCode() throws Exception {
        try (OperatorTerminal terminal = shell(server.url(), NODE)) {
            terminal.type("echo size-$(stty size | tr ' ' -)-$((6 * 7))\r");
            terminal.await("size-30-100-42");
            terminal.resize(132, 43);
            terminal.type("while ! stty size | grep -q '43 132'; do sleep 0.1; done; echo re''sized\r");
            terminal.await("resized");
            terminal.type("exit 7\r");
            terminal.await("code=7");

            assertThat(settings(terminal)).contains(" icanon", " echo ").doesNotContain("-icanon");
        }
    }

    @Test
    void aShellThatIsLeftIsComeBackToAndEnded() throws Exception {
        String id;
        try (OperatorTerminal terminal = shell(server.url(), NODE)) {
            terminal.type("KEPT=was-''kept; echo be''gun\r");
            terminal.await("begun");
            terminal.type("~d");
            terminal.await("code=0");
            Matcher command = Pattern.compile(ATTACH).matcher(terminal.text());
            assertThat(command.find()).as(terminal.text()).isTrue();
            id = command.group(1);
        }
        try (OperatorTerminal terminal = shell(server.url(), "--attach", id)) {
            terminal.await("begun");
            terminal.type("echo $KEPT\r");
            terminal.await("was-kept");
            terminal.type("~.");
            terminal.await("code=130");
            assertThat(settings(terminal)).doesNotContain("-icanon");
        }
        WaitLoop.until(
                "the session is closed",
                () -> "closed"
                        .equals(operator.http()
                                .get("/api/v1/workspaces/" + operator.workspace() + "/terminal-sessions/" + id)
                                .body()
                                .text("status")));
    }

    @Test
    void aSignalEndsItAndTheTerminalIsAsItWas() throws Exception {
        try (OperatorTerminal terminal = shell(server.url(), NODE)) {
            terminal.type("echo be''gun\r");
            terminal.await("begun");
            ProcessHandle.of(terminal.pid()).orElseThrow().children().forEach(ProcessHandle::destroy);
            terminal.await("code=143");
            assertThat(settings(terminal)).contains(" icanon").doesNotContain("-icanon");
        }
    }

    @Test
    void aCutConnectionLosesAndDoublesNothing() throws Exception {
        try (FaultProxy link = FaultProxy.before(URI.create(server.url()).getPort(), 1);
                OperatorTerminal terminal = shell(link.url(), NODE)) {
            terminal.type("stty -echo; PS1=; echo rea''dy\r");
            terminal.await("ready");
            terminal.type("for i in $(seq 1 400); do echo $i; sleep 0.01; done\r");
            for (int i = 1; i <= 5; i++) {
                terminal.await("\n" + i * 40 + "\r");
                link.become(new LinkState.Resetting());
                terminal.type("echo typed-" + i + "\r");
                link.become(LinkState.FAIR);
            }
            terminal.await("typed-5");

            List<String> lines = terminal.text().lines().map(String::strip).toList();
            assertThat(lines.stream().filter(line -> line.matches("[0-9]+")))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 400)
                            .mapToObj(Integer::toString)
                            .toList());
            assertThat(lines.stream().filter(line -> line.startsWith("typed-")))
                    .containsExactly("typed-1", "typed-2", "typed-3", "typed-4", "typed-5");
            terminal.type("exit\r");
            terminal.await("code=0");
        }
    }

    @Test
    void aServerWithoutExtensionsIsAskedForWhatWasBefore() throws Exception {
        try (FaultProxy link = FaultProxy.before(URI.create(server.url()).getPort(), 1)) {
            link.hideExtensions("/health");
            try (OperatorTerminal terminal = shell(link.url(), NODE)) {
                terminal.type("stty -echo; PS1=; echo rea''dy\r");
                terminal.await("ready");
                terminal.type("for i in $(seq 1 200); do echo $i; sleep 0.02; done\r");
                terminal.await("\n50\r");
                link.become(new LinkState.Resetting());
                link.become(LinkState.FAIR);
                terminal.await("\n200\r");

                assertThat(terminal.text().lines().map(String::strip).filter(line -> line.matches("[0-9]+")))
                        .containsExactlyElementsOf(IntStream.rangeClosed(1, 200)
                                .mapToObj(Integer::toString)
                                .toList());
                terminal.type("exit 4\r");
                terminal.await("code=4");
            }
        }
    }

    @Test
    void withoutATerminalThePipeIsTypedAndItsEndEndsTheShell() throws Exception {
        assertThat(piped("echo pi''ped\nexit 5\n", "shell", NODE)).isEqualTo("piped 5");
        assertThat(piped("cat\nechoed by cat", "shell", NODE)).endsWith(" 0");
    }

    @Test
    void whatCannotBeIsSaidClearly() {
        operator.enroll("never-there");
        Command offline = cli("shell", "never-there");
        assertThat(offline.await()).isEqualTo(125);
        assertThat(offline.err()).contains("Node never-there is offline");
        Command root = cli("shell", "--root", NODE);
        assertThat(root.await()).isEqualTo(125);
        assertThat(root.err()).contains("does not currently allow terminal root access");
        assertThat(cli("shell").await()).isEqualTo(2);
    }

    @Test
    void topShowsWhatTheNodeMeasures() {
        WaitLoop.until("the node has measured its CPU", () -> {
            Command top = cli("top", "--once", "--json");
            assertThat(top.await()).as(top.err()).isZero();
            return Json.parseObjects(top.out()).stream()
                    .anyMatch(node -> NODE.equals(node.text("hostname"))
                            && "online".equals(node.text("status"))
                            && node.get("cpuUsage") != null);
        });
        Command table = cli("top", "--once", "--workspace", operator.workspace());
        assertThat(table.await()).as(table.err()).isZero();
        assertThat(table.out()).contains("HOSTNAME", "CPU%", NODE);
    }

    @Test
    void topDrawsWhatIsPushedAndGivesTheTerminalBack() throws Exception {
        try (OperatorTerminal terminal = terminal(server.url(), List.of("top"))) {
            terminal.await(NODE);
            terminal.type("n");
            terminal.await("sorted by name");
            terminal.type("q");
            terminal.await("code=0");
            assertThat(settings(terminal)).doesNotContain("-icanon");
            assertThat(terminal.text()).contains("\033[?1049l");
        }
    }

    private static OperatorTerminal shell(String url, String... arguments) {
        List<String> all = new ArrayList<>(List.of("shell"));
        all.addAll(List.of(arguments));
        return terminal(url, all);
    }

    /** The program below a shell that shows its exit code, and then how the terminal is set. */
    private static OperatorTerminal terminal(String url, List<String> arguments) {
        List<String> argv =
                new ArrayList<>(List.of("/bin/sh", "-c", "\"$@\"; echo code=$?; stty -a; echo set-up", "sh"));
        argv.addAll(Built.cli(arguments.toArray(String[]::new)));
        return OperatorTerminal.start(argv, environment(url), folder.path(), new WindowSize(100, 30));
    }

    private static String settings(OperatorTerminal terminal) {
        terminal.await("set-up");
        return terminal.text().substring(terminal.text().lastIndexOf("code="));
    }

    private static Command cli(String... arguments) {
        return Command.start(folder.path(), Built.cli(arguments), environment(server.url()));
    }

    /** The last line of the output that is none of a prompt's, and the exit code. */
    private static String piped(String input, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Built.cli(arguments))
                .redirectInput(Files.writeString(Files.createTempFile(folder.path(), "in-", ""), input)
                        .toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment(server.url()));
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String line = out.lines()
                .map(String::strip)
                .filter("piped"::equals)
                .findFirst()
                .orElse(out);
        return line + " " + process.waitFor();
    }

    private static Map<String, String> environment(String url) {
        Map<String, String> environment = new HashMap<>();
        environment.put("NODERAX_SERVER", url);
        environment.put("NODERAX_TOKEN", operator.token());
        environment.put("HOME", folder.path().toString());
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("TERM", "xterm");
        return environment;
    }
}
