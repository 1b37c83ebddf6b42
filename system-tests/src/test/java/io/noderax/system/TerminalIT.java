package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.protocol.json.JsonObject;
import io.noderax.socketio.client.SocketFailed;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A terminal from a browser's socket through the server to a shell of the real agent. */
class TerminalIT {
    private static OpenFolder folder;
    private static ServerProcess server;
    private static Operator operator;
    private static AgentProcess agent;
    private static TestNode node;

    @BeforeAll
    static void start() {
        folder = OpenFolder.create();
        server = ServerProcess.start(folder);
        operator = server.operator();
        node = operator.enroll("terminal-node");
        Map<String, String> place = Map.of(
                "location_manual_region", "basement",
                "location_manual_latitude", "50.5",
                "location_manual_longitude", "-8");
        agent = new AgentProcess(node, folder.path().resolve("agent"), server.url(), place, Surroundings.USUAL);
        WaitLoop.until("the agent has its socket", () -> {
            Http.Answer created = create();
            if (created.status() == 201) {
                terminate(created.body());
                return true;
            }
            return false;
        });
    }

    @AfterAll
    static void stop() {
        agent.close();
        server.close();
        folder.close();
    }

    @Test
    void theNodeSaysWhereItsOwnerHasPutIt() {
        JsonObject place = JsonObject.builder()
                .put("provider", "manual")
                .put("source", "config")
                .put("region", "basement")
                .put("latitude", 50.5)
                .put("longitude", -8.0)
                .build();

        WaitLoop.until(
                "the location",
                () -> place.equals(
                        operator.http().get("/api/v1/nodes/" + node.id()).body().object("location")));
    }

    @Test
    void aShellEchoesAndEnds() throws Exception {
        JsonObject session = create().body();
        try (TestSocket browser = attach(session)) {
            browser.ask("terminal.input", keys(session, "echo $((6 * 7)) $(stty size)\r"));
            WaitLoop.until("the shell answers", () -> text(browser).contains("42 34 120"));
            browser.ask("terminal.input", keys(session, "exit 3\r"));
            JsonObject closed = browser.await("terminal.closed");

            assertThat(closed.object("session").text("status")).isEqualTo("closed");
            assertThat(read(session).get("exitCode")).hasToString("3");
        }
    }

    @Test
    void theTranscriptHasTheOutputAndNotTheKeys() throws Exception {
        JsonObject session = create().body();
        try (TestSocket browser = attach(session)) {
            browser.ask("terminal.input", keys(session, "echo one-''two\r"));
            WaitLoop.until("the shell answers", () -> text(browser).contains("one-two"));
            terminate(session);
            browser.await("terminal.closed");
        }
        String chunks = path(session) + "/chunks?limit=1000";
        StringBuilder told = new StringBuilder();
        for (JsonObject chunk : operator.http().get(chunks).items()) {
            assertThat(chunk.text("direction")).isNotEqualTo("stdin");
            told.append(new String(Base64.getDecoder().decode(chunk.text("payload")), StandardCharsets.UTF_8));
        }
        assertThat(told).contains("one-two");
    }

    @Test
    void aConnectTokenIsNoSignInAndASignInNoConnectToken() {
        JsonObject session = create().body();
        String token = String.valueOf(session.text("terminalConnectToken"));
        Http asBearer = new Http(server.url(), Map.of("authorization", "Bearer " + token));

        assertThat(asBearer.get("/api/v1/users/me").status()).isEqualTo(401);
        assertThatThrownBy(() -> TestSocket.open(server.url(), "/terminal", JsonObject.of("token", operator.token())))
                .isInstanceOf(SocketFailed.class)
                .hasMessageContaining("Invalid terminal connection token.");
        terminate(session);
    }

    @Test
    void theShellLivesOnWithoutItsAgentsSocketAndNoByteIsMissingOrDouble() throws Exception {
        JsonObject session = create().body();
        try (TestSocket browser = attach(session)) {
            browser.ask("terminal.input", keys(session, "stty -echo; PS1=; clear; seq 1 200000\r"));
            WaitLoop.until("it prints", () -> text(browser).contains("\n100\r"));
            server.kill();
        }
        server.start();
        WaitLoop.until(
                "the session is known and open",
                () -> "open".equals(read(session).text("status")));
        JsonObject token = server.operator()
                .http()
                .post(path(session) + "/connect-token", JsonObject.EMPTY)
                .body();
        try (TestSocket browser = TestSocket.open(
                server.url(), "/terminal", JsonObject.of("token", token.text("terminalConnectToken")))) {
            browser.ask(
                    "terminal.attach",
                    JsonObject.builder()
                            .put("sessionId", session.text("id"))
                            .put("afterSeq", 0)
                            .build());
            WaitLoop.until("all of it is there", () -> text(browser).contains("\n200000\r"));
            String all = text(browser);
            StringBuilder expected = new StringBuilder();
            for (int i = 1; i <= 200_000; i++) {
                expected.append(i).append("\r\n");
            }
            int from = all.indexOf("1\r\n2\r\n3\r\n");
            assertThat(all.substring(from, from + expected.length())).isEqualTo(expected.toString());
            browser.ask("terminal.terminate", JsonObject.of("sessionId", session.text("id")));
            browser.await("terminal.closed");
        }
    }

    private static Http.Answer create() {
        return operator.http().post(sessions(), JsonObject.EMPTY);
    }

    private static String sessions() {
        return "/api/v1/workspaces/" + operator.workspace() + "/nodes/" + node.id() + "/terminal-sessions";
    }

    private static String path(JsonObject session) {
        return "/api/v1/workspaces/" + operator.workspace() + "/terminal-sessions/" + session.text("id");
    }

    private static JsonObject read(JsonObject session) {
        return operator.http().get(path(session)).body();
    }

    private static void terminate(JsonObject session) {
        operator.http().post(path(session) + "/terminate", JsonObject.EMPTY);
    }

    private static TestSocket attach(JsonObject session) throws Exception {
        TestSocket browser = TestSocket.open(
                server.url(), "/terminal", JsonObject.of("token", session.text("terminalConnectToken")));
        JsonObject attached = browser.ask(
                "terminal.attach",
                JsonObject.builder()
                        .put("sessionId", session.text("id"))
                        .put("afterSeq", 0)
                        .build());
        assertThat(attached.get("ok")).as(attached.toString()).isEqualTo(true);
        WaitLoop.until("the session is open", () -> "open".equals(read(session).text("status")));
        return browser;
    }

    private static JsonObject keys(JsonObject session, String keys) {
        return JsonObject.builder()
                .put("sessionId", session.text("id"))
                .put("payload", Base64.getEncoder().encodeToString(keys.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    /** What the browser was sent of the shell's output so far. */
    private static String text(TestSocket browser) {
        StringBuilder text = new StringBuilder();
        for (JsonObject output : browser.heard("terminal.output")) {
            JsonObject chunk = output.object("chunk");
            text.append(new String(Base64.getDecoder().decode(chunk.text("payload")), StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }
}
