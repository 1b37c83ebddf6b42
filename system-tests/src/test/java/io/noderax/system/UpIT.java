package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What a newcomer does, in one home: up, run, stop, up again, killed, up again; the first as a checkout starts the server. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpIT {
    private static OpenFolder folder;
    private static Path home;
    private static String port;

    @BeforeAll
    static void makeHome() {
        folder = OpenFolder.create();
        home = folder.path().resolve("home");
        port = Integer.toString(ServerProcess.freePort());
    }

    @AfterAll
    static void clean() {
        if (Http.isReady(url())) {
            Command last = up();
            last.awaitOutput("Ctrl-C stops all of it");
            last.signal("TERM");
            last.await();
        }
        folder.close();
    }

    @Test
    @Order(1)
    void theFirstUpShowsAGeneratedPasswordOnceAndTheCommandsToTryWork() {
        Command up = Command.start(folder.path(), Built.up(Built.server()), environment());
        up.awaitOutput("Ctrl-C stops all of it");
        Matcher password =
                Pattern.compile("Sign in as: +(\\S+) +password: (\\S+)").matcher(up.out());
        assertThat(password.find()).isTrue();
        assertThat(Operator.signIn(url(), password.group(1), password.group(2)).workspace())
                .isNotEmpty();
        String node = node(up);

        assertThat(cli("nodes").out()).contains(node).contains("online");
        Command run = cli("run", node, "--", "echo hello; echo oops >&2; exit 7");
        assertThat(run.await()).isEqualTo(7);
        assertThat(run.out()).isEqualTo("hello\n");
        assertThat(run.err()).contains("oops\n");
        assertThat(cli("run", node, "--timeout", "1s", "--", "sleep 60").await())
                .isEqualTo(124);
        assertThat(cli("tasks").out()).contains("failed").contains("exit code 7");
        assertThat(cli("tasks", "--json").out()).startsWith("[{").contains("\"statusReason\"");

        Command second = up();
        assertThat(second.await()).isEqualTo(1);
        assertThat(second.err()).contains("already up").contains(url());

        Map<String, String> elsewhere = environment();
        elsewhere.put("NODERAX_HOME", folder.path().resolve("other-home").toString());
        Command otherHome = Command.start(folder.path(), Built.up(TrainedServer.command()), elsewhere);
        assertThat(otherHome.await()).as("another home on the same port").isEqualTo(1);
        assertThat(otherHome.err()).contains("cannot listen on 127.0.0.1:" + port);
        assertThat(cli("enrollments").out()).as("nobody asked to join").doesNotContain("pending");

        elsewhere.put("NODERAX_PORT", "abc");
        Command noPort = Command.start(folder.path(), Built.up(TrainedServer.command()), elsewhere);
        assertThat(noPort.await()).isEqualTo(2);
        assertThat(noPort.err()).isEqualTo("noderax: NODERAX_PORT must be a port, 1 to 65535 (it is \"abc\")\n");

        stop(up);
    }

    @Test
    @Order(2)
    void aRunInterruptedByCtrlCIsCancelledAndAStopCancelsWhatTheDemoNodeRuns() {
        Command up = up();
        up.awaitOutput("Ctrl-C stops all of it");
        assertThat(up.out()).contains("with the password chosen at the first start");
        String node = node(up);

        Command run = start("run", node, "--", "echo begun; sleep 300");
        run.awaitOutput("begun");
        run.signal("INT");
        assertThat(run.await()).isEqualTo(130);

        Command left = start("run", node, "--", "echo begun; sleep 300");
        left.awaitOutput("begun");
        stop(up);
        assertThat(left.await()).isEqualTo(130);
        assertThat(left.err()).contains("noderax up was stopped");
        assertThat(up.err()).contains("Cancelling 1 task");
    }

    @Test
    @Order(3)
    void whatAKilledUpLeavesIsStoppedOrAdoptedByTheNext() throws IOException {
        Command killed = up();
        killed.awaitOutput("Ctrl-C stops all of it");
        List<Long> left = List.of(pid("server"), pid("agent"));
        killed.signal("KILL");
        killed.await();
        assertThat(left).allMatch(pid -> ProcessHandle.of(pid).isPresent());

        Command next = up();
        next.awaitOutput("Ctrl-C stops all of it");

        assertThat(next.err()).contains("left behind");
        assertThat(left).noneMatch(pid -> isRunning(pid));
        assertThat(cli("nodes").out().lines()).as("one heading, one node").hasSize(2);
        stop(next);
    }

    @Test
    @Order(4)
    void everythingKilledAtOnceIsNoLoss() throws IOException {
        Command up = up();
        up.awaitOutput("Ctrl-C stops all of it");
        String node = node(up);
        assertThat(cli("run", node, "--", "echo kept").await()).isZero();
        for (long pid : List.of(pid("agent"), pid("server"))) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
        up.signal("KILL");
        up.await();

        Command next = up();
        next.awaitOutput("Ctrl-C stops all of it");

        assertThat(cli("tasks").out()).contains("echo kept");
        assertThat(cli("run", node, "--", "true").await()).isZero();
        stop(next);
    }

    @Test
    @Order(5)
    void withoutADemoNodeOnlyTheServerRuns() {
        Command up = Command.start(folder.path(), Built.up(TrainedServer.command(), "--no-demo-node"), environment());
        up.awaitOutput("Ctrl-C stops all of it");
        assertThat(up.out()).contains("No demo node");
        stop(up);
    }

    private static void stop(Command up) {
        up.signal("INT");
        assertThat(up.await()).as(up.err()).isZero();
        assertThat(up.err()).contains("Stopped");
        assertThat(Http.isReady(url())).isFalse();
    }

    private static String node(Command up) {
        Matcher node = Pattern.compile("Demo node: +(\\S+) \\(online\\)").matcher(up.out());
        assertThat(node.find()).as(up.out()).isTrue();
        return node.group(1);
    }

    private static long pid(String part) throws IOException {
        String text = Files.readString(home.resolve("run").resolve(part + ".json"));
        return (Long) Json.parseObject(text).get("pid");
    }

    private static boolean isRunning(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            return Files.exists(stat) && !Files.readString(stat).contains(") Z ");
        } catch (IOException e) {
            return false;
        }
    }

    private static String url() {
        return "http://127.0.0.1:" + port;
    }

    private static Command up() {
        return Command.start(folder.path(), Built.up(TrainedServer.command()), environment());
    }

    private static Command cli(String... arguments) {
        Command command = start(arguments);
        command.await();
        return command;
    }

    private static Command start(String... arguments) {
        return Command.start(folder.path(), Built.cli(arguments), environment());
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("NODERAX_HOME", home.toString());
        environment.put("NODERAX_PORT", port);
        environment.put("HOME", folder.path().toString());
        environment.put("XDG_CONFIG_HOME", folder.path().resolve("config").toString());
        return environment;
    }
}
