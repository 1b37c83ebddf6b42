package io.noderax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.cli.terminal.Keyboard;
import io.noderax.cli.terminal.Screen;
import io.noderax.cli.terminal.StopSignals;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.log.LogFrame.Kind;
import io.noderax.protocol.log.LogGap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's commands against a far side that answers as our server, as the reference, or as something else. */
class CommandsTest {
    private static final String NODE = "11111111-1111-4111-8111-111111111111";
    private static final String OTHER = "22222222-2222-4222-8222-222222222222";
    private static final String WORKSPACE = "33333333-3333-4333-8333-333333333333";
    private static final String TASK = "44444444-4444-4444-8444-444444444444";
    private static final String OURS =
            "{\"extensions\":[\"enrollment-inbox\",\"log-cursor\",\"queue-timeout\",\"status-reason\"]}";

    private static final String BYTES = "{\"extensions\":[\"log-batches\",\"log-cursor\",\"queue-timeout\"]}";
    private static final String OUTPUT = "GET /api/v1/tasks/" + TASK + "/output";

    @TempDir
    private Path home;

    private final TestServer server = new TestServer();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private final StopSignals signals = new StopSignals();

    @BeforeEach
    void signIn() {
        environment.put("NODERAX_SERVER", server.url());
        environment.put("NODERAX_TOKEN", "token");
        environment.put("NODERAX_HOME", home.resolve("none").toString());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aRunShowsBothStreamsWhereTheyBelongAndExitsWithTheTasksCode() {
        prepareRun(OURS, ended("failed", "{\"exitCode\":7}", "\"exit-code\"", "failed: exit code 7"));
        server.on(
                "GET /api/v1/tasks/" + TASK + "/logs",
                200,
                "[" + row(1, "stdout", "hello") + "," + row(2, "stderr", "oops") + "]");
        server.on("GET /api/v1/tasks/" + TASK + "/logs", 200, "[]");

        assertThat(run("run", "web-1", "--", "echo", "hello")).isEqualTo(7);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("hello\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("oops\n").contains("failed: exit code 7");
        assertThat(server.calls())
                .anyMatch(call -> call.startsWith("POST") && call.contains("\"command\":\"echo hello\""));
    }

    @Test
    void theExitCodeSaysWhyThereIsNoneOfTheTasks() {
        assertThat(codeOf(ended("failed", "{\"reason\":\"timeout\"}", "\"timeout\"", "x")))
                .isEqualTo(124);
        assertThat(codeOf(ended("cancelled", "{}", "\"cancelled\"", "x"))).isEqualTo(130);
        assertThat(codeOf(ended("failed", "{}", "\"not-started\"", "x"))).isEqualTo(125);
        assertThat(codeOf(ended("failed", "{}", "\"queue-deadline\"", "x")
                        .replace("\"startedAt\":\"2026-11-23T20:21:15.600Z\"", "\"startedAt\":null")))
                .isEqualTo(125);
        assertThat(codeOf(ended("failed", "{}", "\"agent-restarted\"", "x"))).isEqualTo(1);
        assertThat(codeOf(ended("success", "{\"exitCode\":0}", "\"succeeded\"", "x")))
                .isZero();
    }

    @Test
    void aLogIsFollowedWithoutAGapOrADoubledLine() {
        prepareRun(OURS, running());
        server.on("GET /api/v1/tasks/" + TASK, 200, running());
        server.on("GET /api/v1/tasks/" + TASK, 200, ended("success", "{\"exitCode\":0}", "\"succeeded\"", "x"));
        server.on(
                "GET /api/v1/tasks/" + TASK + "/logs",
                200,
                "[" + row(1, "stdout", "one") + "," + row(2, "stdout", "two") + "]");
        server.on("GET /api/v1/tasks/" + TASK + "/logs", 200, "[" + row(3, "stdout", "three") + "]");
        server.on("GET /api/v1/tasks/" + TASK + "/logs", 200, "[]");

        assertThat(run("run", "web-1", "--", "x")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("one\ntwo\nthree\n");
        assertThat(server.calls()).anyMatch(call -> call.contains("after=2"));
    }

    @Test
    void bytesAreShownAsTheTaskWroteThemWithoutAnAddedLineFeed() {
        prepareRun(BYTES, ended("success", "{\"exitCode\":0}", "\"succeeded\"", "x", log("complete", 0)));
        server.on(
                OUTPUT,
                TestServer.Reply.frames(
                        LogFrame.of(Kind.STDOUT, 1, 0, new byte[] {'a', 0, (byte) 0xc3}),
                        LogFrame.of(Kind.STDERR, 2, 3, new byte[] {'e'}),
                        LogFrame.of(Kind.STDOUT, 3, 4, new byte[] {(byte) 0xa4, '\r'})));

        assertThat(run("run", "web-1", "--", "x")).isZero();
        assertThat(out.toByteArray()).isEqualTo(new byte[] {'a', 0, (byte) 0xc3, (byte) 0xa4, '\r'});
        assertThat(err.toString(StandardCharsets.UTF_8)).endsWith("\ne");
        assertThat(server.calls()).noneMatch(call -> call.contains("/logs"));
    }

    @Test
    void whatIsMissingInALogIsSaidWhereItIsMissingAndAtTheEnd() {
        server.on("GET /health", 200, BYTES)
                .on(
                        "GET /api/v1/tasks/" + TASK,
                        200,
                        ended("success", "{\"exitCode\":0}", "\"succeeded\"", "x", log("gaps", 7)));
        server.on(
                OUTPUT,
                TestServer.Reply.frames(
                        LogFrame.of(Kind.STDOUT, 1, 0, "begun".getBytes(StandardCharsets.UTF_8)),
                        LogFrame.gap(Kind.STDOUT, 2, 5, new LogGap(7, 2, LogGap.Reason.QUOTA))));

        assertThat(run("logs", TASK)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("begun");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("""

                        [noderax] 2 lines (7 bytes) missing here: the agent's journal was full (journal_quota)
                        [noderax] the log is not complete: 2 lines (7 bytes) are missing
                        """);
        assertThat(run("task", TASK)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("gaps: 12 lines, 34 bytes; 2 lines (7 bytes) are missing");
    }

    @Test
    void theDoctorSaysWhichStepTowardsTheServerFails() {
        server.on("GET /health/ready", 200, "{\"ready\":true}")
                .on("GET /health", 200, OURS)
                .on("GET /api/v1/workspaces", 401, "{\"statusCode\":401,\"message\":\"Unauthorized\"}");

        assertThat(run("doctor")).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("reach    it answers, with 4 extensions\n", "ready    it can work", "sign-in  failed: ");
    }

    @Test
    void whatATaskHasUsedIsShownInWords() {
        String used = "{\"cpuMs\":1530,\"peakMemoryBytes\":7340032,\"outOfMemoryKills\":2}";
        server.on(
                "GET /api/v1/tasks/" + TASK,
                200,
                ended("failed", "{\"exitCode\":137,\"resources\":" + used + "}", "\"out-of-memory\"", "x"));

        assertThat(run("task", TASK)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern(
                        "used +1.53 s of processor time, at most 7.0 MiB of memory, 2 killed because memory ran out");
    }

    @Test
    void theRestOfTheLogIsWaitedForAfterTheTasksEnd() {
        prepareRun(BYTES, ended("success", "{\"exitCode\":0}", "\"succeeded\"", "x", log("receiving", 0)));
        server.on(
                "GET /api/v1/tasks/" + TASK,
                200,
                ended("success", "{\"exitCode\":0}", "\"succeeded\"", "x", log("complete", 0)));
        server.on(OUTPUT, TestServer.Reply.frames());
        server.on(OUTPUT, TestServer.Reply.frames(LogFrame.of(Kind.STDOUT, 1, 0, new byte[] {'z'})));

        assertThat(run("run", "web-1", "--", "x")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("z");
        assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("not complete");
    }

    @Test
    void theLastLinesAreAskedForByTheirNumbers() {
        server.on("GET /health", 200, BYTES)
                .on(
                        "GET /api/v1/tasks/" + TASK,
                        200,
                        ended("success", "{\"exitCode\":0}", "\"succeeded\"", "x", log("complete", 0)))
                .on("GET /api/v1/tasks/" + TASK + "/logs", 200, "[" + row(12, "stdout", "twelve") + "]");

        assertThat(run("logs", TASK, "--tail", "1")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("twelve\n");
        assertThat(server.calls()).anyMatch(call -> call.contains("after=11"));
    }

    @Test
    void ctrlCCancelsTheTaskAndFollowsItToItsEnd() {
        prepareRun(OURS, running());
        server.on("GET /api/v1/tasks/" + TASK, 200, running());
        server.on("GET /api/v1/tasks/" + TASK, 200, ended("cancelled", "{}", "\"cancelled\"", "cancelled: by Ctrl-C"));
        server.on("GET /api/v1/tasks/" + TASK + "/logs", 200, "[]");
        server.on("POST /api/v1/workspaces/" + WORKSPACE + "/tasks/" + TASK + "/cancel", 201, running());
        signals.arrive("INT");

        assertThat(run("run", "web-1", "--", "x")).isEqualTo(130);
        assertThat(server.calls()).anyMatch(call -> call.contains("/cancel {\"reason\":"));
    }

    @Test
    void anAmbiguousNameIsAnErrorThatNamesTheCandidates() {
        server.on("GET /health", 200, OURS);
        server.on("GET /api/v1/nodes", 200, "[" + node(NODE, "web", "web-1") + "," + node(OTHER, "web", "web-2") + "]");

        assertThat(run("run", "web", "--", "x")).isEqualTo(125);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(NODE).contains(OTHER);
        assertThat(server.calls()).noneMatch(call -> call.startsWith("POST"));
    }

    @Test
    void aCommandWithoutAWordIsRefusedBeforeAnythingIsAsked() {
        assertThat(run("run", "web-1", "--", "")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("COMMAND must not be empty");
        assertThat(run("run", "web-1", "--", " ", "")).isEqualTo(2);
        assertThat(server.calls()).isEmpty();
    }

    @Test
    void anUnknownNodeIsAnError() {
        server.on("GET /health", 200, OURS).on("GET /api/v1/nodes", 200, "[]");

        assertThat(run("run", "nobody", "--", "x")).isEqualTo(125);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("nobody");
    }

    @Test
    void againstAReferenceServerItSaysWhatIsMissing() {
        server.on("GET /health", 200, "{\"service\":\"noderax-api\"}");

        assertThat(run("enrollments")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("no list of machines")
                .contains("enrollments approve TOKEN");
    }

    @Test
    void aCodeMayBeginWithADash() {
        server.on("GET /health", 200, OURS);
        server.on("GET /api/v1/workspaces", 200, "[]");

        assertThat(run("enrollments", "approve", "-Cpfcx")).isNotEqualTo(2);
        assertThat(run("enrollments", "refuse", "--x-1_z")).isNotEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("Missing required parameter");
    }

    @Test
    void everyFailureIsOneSentenceWithWhatToDo() {
        server.on("GET /api/v1/nodes", new TestServer.Reply(200, "text/html", "<html>"));
        assertThat(run("nodes")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("not as a Noderax server does")
                .contains("proxy");

        err.reset();
        environment.put("NODERAX_SERVER", "http://127.0.0.1:1");
        assertThat(run("nodes")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("connection refused")
                .doesNotContain("Exception");
    }

    @Test
    void aRefusedSignInAndAFullServerAreToldApart() {
        server.on("GET /api/v1/nodes", 401, "{\"message\":\"Unauthorized\"}");
        server.on("GET /api/v1/nodes", 429, "{\"message\":\"ThrottlerException: Too Many Requests\"}");

        assertThat(run("nodes")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("noderax login");
        err.reset();
        assertThat(run("nodes")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("too many calls");
    }

    @Test
    void theTokenOfASignInIsReadableByItsOwnerOnlyAndUsed() throws IOException {
        environment.remove("NODERAX_SERVER");
        environment.remove("NODERAX_TOKEN");
        server.on("POST /api/v1/auth/login", 200, """
                {"accessToken":"jwt","expiresIn":"1d","redirectPath":null,"user":{"id":"%s","email":"a@example.com","name":"A",
                "role":"platform_admin","isActive":true,"timezone":"UTC","inviteStatus":"accepted","lastInvitedAt":null,
                "activatedAt":null,"criticalEventEmailsEnabled":true,"enrollmentEmailsEnabled":true,"mfaEnabled":false,
                "createdAt":"2026-11-23T20:21:15.600Z","updatedAt":"2026-11-23T20:21:15.600Z"}}""".formatted(NODE));
        server.on("GET /api/v1/nodes", 200, "[]");

        assertThat(run("login", "--server", server.url(), "--email", "a@example.com", "--password-stdin"))
                .isZero();

        Path file = home.resolve(".config/noderax/credentials.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(run("nodes")).isZero();
        assertThat(run("logout")).isZero();
        assertThat(file).doesNotExist();
        assertThat(run("nodes")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("not signed in");
    }

    private int codeOf(String end) {
        try (TestServer fresh = new TestServer()) {
            environment.put("NODERAX_SERVER", fresh.url());
            fresh.on("GET /health", 200, OURS)
                    .on("GET /api/v1/nodes", 200, "[" + node(NODE, "web-1", "web-1") + "]")
                    .on("POST /api/v1/workspaces/" + WORKSPACE + "/tasks", 201, running())
                    .on("GET /api/v1/tasks/" + TASK, 200, end)
                    .on("GET /api/v1/tasks/" + TASK + "/logs", 200, "[]");
            return run("run", "web-1", "--", "x");
        }
    }

    private void prepareRun(String health, String task) {
        server.on("GET /health", 200, health)
                .on("GET /api/v1/nodes", 200, "[" + node(NODE, "web-1", "web-1") + "]")
                .on("POST /api/v1/workspaces/" + WORKSPACE + "/tasks", 201, running())
                .on("GET /api/v1/tasks/" + TASK, 200, task);
    }

    private int run(String... arguments) {
        Keyboard keyboard = new Keyboard() {
            @Override
            public boolean isThere() {
                return false;
            }

            @Override
            public String ask(String question) {
                return "";
            }

            @Override
            public String askSecretly(String question) {
                return "";
            }

            @Override
            public String readLine() {
                return "a good password";
            }
        };
        Screen screen = new Screen(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        return CommandTree.in(
                        new Surroundings(screen, keyboard, signals, Clock.systemUTC(), environment, Map.of(), home))
                .execute(arguments);
    }

    private static String row(int seq, String level, String message) {
        return """
                {"id":"%1$s","taskId":"%1$s","level":"%2$s","message":"%3$s","timestamp":null,"createdAt":"2026-11-23T20:21:15.600Z","seq":%4$d}
                """.formatted(TASK, level, message, seq).strip();
    }

    private static String running() {
        return ended("running", "null", "\"running\"", "running");
    }

    private static String log(String state, int missing) {
        return "{\"bytes\":34,\"lines\":12,\"state\":\"%s\",\"missingBytes\":%d,\"missingLines\":%d}"
                .formatted(state, missing, missing == 0 ? 0 : 2);
    }

    private static String ended(String status, String result, String code, String message) {
        return ended(status, result, code, message, "null");
    }

    private static String ended(String status, String result, String code, String message, String log) {
        return """
                {"id":"%s","workspaceId":"%s","nodeId":"%s","targetTeamId":null,"templateId":null,"templateName":null,
                "type":"shell.exec","isInternal":false,"payload":{},"status":"%s","result":%s,"output":null,"outputTruncated":false,
                "leaseUntil":null,"claimedBy":null,"claimToken":null,"startedAt":"2026-11-23T20:21:15.600Z","finishedAt":null,
                "cancelRequestedAt":null,"cancelReason":null,"createdAt":"2026-11-23T20:21:15.600Z",
                "updatedAt":"2026-11-23T20:21:15.600Z","statusReason":{"code":%s,"message":"%s"},"log":%s}
                """.formatted(TASK, WORKSPACE, NODE, status, result, code, message, log);
    }

    private static String node(String id, String name, String hostname) {
        return """
                {"id":"%s","workspaceId":"%s","name":"%s","description":null,"hostname":"%s","os":"debian","arch":"amd64",
                "status":"online","teamId":null,"maintenanceMode":false,"rootAccessProfile":"off","rootAccessAppliedProfile":"off",
                "rootAccessSyncStatus":"applied","lastSeenAt":null,"createdAt":"2026-11-23T20:21:15.600Z",
                "updatedAt":"2026-11-23T20:21:15.600Z"}
                """.formatted(id, WORKSPACE, name, hostname);
    }
}
