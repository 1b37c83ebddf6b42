package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Root access of an agent that is an ordinary user: the real server, agent and root broker. */
class RootAccessIT {
    private static final String USER = "noderax";

    private static final String STUBBORN =
            "trap '' TERM; setsid sh -c 'trap \"\" TERM; echo ready; sleep 1000' & while :; do sleep 1; done";

    private static OpenFolder folder;
    private static ServerProcess server;
    private static Operator operator;
    private static TestNode node;
    private static BrokerProcess broker;
    private static AgentProcess agent;

    @BeforeAll
    static void start() throws IOException {
        boolean root = "root".equals(System.getProperty("user.name"));
        assumeTrue(root || System.getenv("CI") != null, "needs root");
        folder = OpenFolder.create();
        server = ServerProcess.start(folder);
        operator = server.operator();
        node = operator.enroll("root-node");
        Path aptGet = folder.folder("broker/bin").resolve("apt-get");
        Files.writeString(aptGet, "#!/bin/sh\necho \"$* as $(id -u)\"\n");
        Files.setPosixFilePermissions(aptGet, PosixFilePermissions.fromString("rwxr-xr-x"));
        broker = new BrokerProcess(folder.folder("broker"), USER);
        agent = new AgentProcess(
                node,
                folder.path().resolve("agent"),
                server.url(),
                Map.of("root_broker_socket", broker.socket().toString()),
                Surroundings.ofUser(USER));
    }

    @AfterAll
    static void stop() {
        if (folder != null) {
            agent.close();
            broker.close();
            server.close();
            folder.close();
        }
    }

    @Test
    void aRootTaskIsRootsItsLogIsLiveAndAnOrdinaryOneIsNot() {
        apply("task");
        String task = root("id -u; echo $HOME; sleep 4; exit 3", "task");
        WaitLoop.until("its first lines are there", () -> operator.lines(task).equals(List.of("0", "/root")));
        assertThat(operator.status(task)).isEqualTo("running");
        operator.awaitStatus(task, "failed");
        String plain = operator.queue(node.id(), "id -un");
        operator.awaitStatus(plain, "success");
        operator.awaitLog(plain, "complete");

        assertThat(operator.task(task).object("result").get("exitCode")).isEqualTo(3L);
        assertThat(operator.lines(plain)).containsExactly(USER);
        assertThat(broker.audit()).contains("id -u; echo $HOME").contains("exit code 3");
    }

    @Test
    void aCancelEndsARootTaskThatTakesNoNoticeOfTermAndItsGrandchild() {
        apply("task");
        String task = root(STUBBORN, "task");
        WaitLoop.until("it is ready", () -> operator.lines(task).contains("ready"));

        operator.http().post("/api/v1/tasks/" + task + "/cancel", JsonObject.of("reason", "enough"));

        operator.awaitStatus(task, "cancelled");
        assertThat(processes(task)).isEmpty();
    }

    @Test
    void aTimeoutEndsARootTask() {
        apply("task");
        String task = queue(JsonObject.builder()
                .put("command", STUBBORN)
                .put("timeout_seconds", 1)
                .put("runAsRoot", true)
                .put("rootScope", "task")
                .build());

        operator.awaitStatus(task, "failed");
        assertThat(operator.reason(task)).isEqualTo("timeout");
        WaitLoop.until("nothing is left of it", () -> processes(task).isEmpty());
    }

    @Test
    void aLogThatOnlyRootMayReadIsReadByTheBroker() throws IOException {
        apply("operational");
        Path log = Path.of("/var/log/kern.log");
        boolean made = !Files.exists(log);
        if (made) {
            Files.writeString(log, "Nov  4 12:00:01 here kernel: for the eyes of root\n");
            Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-------"));
        }
        try {
            JsonObject payload = JsonObject.builder()
                    .put("sourcePresetId", "kern.log")
                    .put("runAsRoot", true)
                    .put("rootScope", "operational")
                    .build();
            String task = operator.queue(JsonObject.builder()
                    .put("nodeId", node.id())
                    .put("type", "log.scan")
                    .put("payload", payload)
                    .build());
            operator.awaitStatus(task, "success", "failed");
            JsonObject result = operator.task(task).object("result");

            assertThat(result.text("sourceType")).as(result.toString()).isEqualTo("file");
            assertThat(result.list("entries")).isNotEmpty();
            assertThat(broker.audit()).contains("read-log kern.log");
        } finally {
            if (made) {
                Files.delete(log);
            }
        }
    }

    @Test
    void aRootTaskOutlivesItsAgentWithAllItsOutput() throws Exception {
        apply("task");
        String task = root("for i in $(seq 1 300); do echo $i; sleep 0.03; done; exit 4", "task");
        WaitLoop.until("it runs", () -> operator.lines(task).contains("5"));
        agent.kill();
        agent.start();
        operator.awaitStatus(task, "failed");
        operator.awaitLog(task, "complete");

        assertThat(operator.task(task).object("result").get("exitCode")).isEqualTo(4L);
        assertThat(operator.lines(task))
                .isEqualTo(IntStream.rangeClosed(1, 300)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    @Test
    void withAKilledBrokerTheTaskEndsWithThatReasonAndTheNextBrokerEndsWhatIsLeft() throws Exception {
        apply("task");
        String task = root(STUBBORN, "task");
        WaitLoop.until("it is ready", () -> operator.lines(task).contains("ready"));

        broker.kill();

        operator.awaitStatus(task, "failed");
        assertThat(operator.reason(task)).isEqualTo("root-broker-lost");
        broker.start();
        WaitLoop.until("nothing is left of it", () -> processes(task).isEmpty());
        String next = root("id -u", "task");
        operator.awaitStatus(next, "success");
    }

    @Test
    void withAKilledHolderTheBrokerEndsTheTask() {
        apply("task");
        String task = root(STUBBORN, "task");
        WaitLoop.until("it is ready", () -> operator.lines(task).contains("ready"));

        agent.holders().forEach(ProcessHandle::destroyForcibly);

        operator.awaitStatus(task, "failed");
        assertThat(operator.reason(task)).isEqualTo("holder-killed");
        WaitLoop.until("nothing is left of it", () -> processes(task).isEmpty());
        assertThat(broker.audit()).contains("abandoned");
    }

    @Test
    void anOperationIsRunAsRootByItsOwnWords() {
        apply("operational");
        String task = root("sudo apt-get update", "operational");
        operator.awaitStatus(task, "success");
        operator.awaitLog(task, "complete");

        assertThat(operator.lines(task)).containsExactly("update as 0");
        assertThat(create("id", "operational").status()).isEqualTo(400);
        assertThat(create("id", "task").status()).isEqualTo(400);
    }

    @Test
    void offClosesItAgainOnAllSides() {
        apply("all");
        apply("off");

        assertThat(create("id -u", "task").status()).isEqualTo(400);
        assertThat(broker.audit().strip().lines().toList().getLast()).contains("apply-profile off");
    }

    @Test
    void withoutABrokerTheStatusSaysWhatToDoAndWithOneItIsAppliedAgain() throws Exception {
        apply("task");
        broker.stop();
        set("terminal");
        agent.awaitProblem("root-access-not-applied", true);
        WaitLoop.until("the server knows", () -> "failed".equals(node().text("rootAccessSyncStatus")));
        assertThat(node().text("rootAccessLastError")).contains("start `noderax-agent root-broker --user " + USER);

        broker.start();
        apply("operational_terminal");
        agent.awaitProblem("root-access-not-applied", false);
    }

    @Test
    void aRootTerminalIsRootsAndItsEndIsTheEndOfEverythingInIt() throws Exception {
        apply("terminal");
        JsonObject session = terminal();
        try (TestSocket browser = attach(session)) {
            browser.ask("terminal.input", keys(session, "trap '' HUP TERM; setsid sleep 1000 & echo uid=$(id -u)=\r"));
            WaitLoop.until("the shell answers", () -> text(browser).contains("uid=0="));
            operator.http().post(path(session) + "/terminate", JsonObject.EMPTY);
            browser.await("terminal.closed");
        }
        WaitLoop.until(
                "nothing is left of it", () -> processes(session.text("id")).isEmpty());
    }

    @Test
    void aRootShellDoesNotOutliveThePermissionToHaveOne() throws Exception {
        apply("all");
        JsonObject session = terminal();
        try (TestSocket browser = attach(session)) {
            apply("operational_task");
            browser.await("terminal.closed");
        }
        WaitLoop.until(
                "nothing is left of it", () -> processes(session.text("id")).isEmpty());
    }

    private static TestSocket attach(JsonObject session) throws Exception {
        TestSocket browser = TestSocket.open(
                server.url(), "/terminal", JsonObject.of("token", session.text("terminalConnectToken")));
        browser.ask(
                "terminal.attach",
                JsonObject.builder()
                        .put("sessionId", session.text("id"))
                        .put("afterSeq", 0)
                        .build());
        WaitLoop.until(
                "the session is open",
                () -> "open".equals(operator.http().get(path(session)).body().text("status")));
        return browser;
    }

    private static String path(JsonObject session) {
        return "/api/v1/workspaces/" + operator.workspace() + "/terminal-sessions/" + session.text("id");
    }

    private static JsonObject terminal() {
        String sessions = "/api/v1/workspaces/" + operator.workspace() + "/nodes/" + node.id() + "/terminal-sessions";
        Http.Answer[] created = new Http.Answer[1];
        WaitLoop.until("the agent has its socket", () -> {
            created[0] = operator.http().post(sessions, JsonObject.of("runAsRoot", true));
            return created[0].status() == 201;
        });
        return created[0].body();
    }

    private static JsonObject keys(JsonObject session, String keys) {
        return JsonObject.builder()
                .put("sessionId", session.text("id"))
                .put("payload", Base64.getEncoder().encodeToString(keys.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    private static String text(TestSocket browser) {
        StringBuilder text = new StringBuilder();
        for (JsonObject output : browser.heard("terminal.output")) {
            byte[] bytes = Base64.getDecoder().decode(output.object("chunk").text("payload"));
            text.append(new String(bytes, StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    private static void set(String profile) {
        Http.Answer answer =
                operator.http().post("/api/v1/nodes/" + node.id() + "/root-access", JsonObject.of("profile", profile));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    private static void apply(String profile) {
        set(profile);
        WaitLoop.until(
                profile + " is applied",
                () -> profile.equals(node().text("rootAccessAppliedProfile"))
                        && "applied".equals(node().text("rootAccessSyncStatus")));
    }

    private static JsonObject node() {
        return operator.http().get("/api/v1/nodes/" + node.id()).body();
    }

    private static Http.Answer create(String command, String scope) {
        return operator.http().post("/api/v1/tasks", task(payload(command, scope)));
    }

    private static String root(String command, String scope) {
        return queue(payload(command, scope));
    }

    private static String queue(JsonObject payload) {
        return operator.queue(task(payload));
    }

    private static JsonObject task(JsonObject payload) {
        return JsonObject.builder()
                .put("nodeId", node.id())
                .put("type", "shell.exec")
                .put("payload", payload)
                .build();
    }

    private static JsonObject payload(String command, String scope) {
        return JsonObject.builder()
                .put("command", command)
                .put("runAsRoot", true)
                .put("rootScope", scope)
                .build();
    }

    /** Those that carry the id of the task or the terminal in their environment. */
    private static List<ProcessHandle> processes(String id) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(handle -> environment(handle).contains(id)).toList();
        }
    }

    private static String environment(ProcessHandle handle) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(handle.pid()), "environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
