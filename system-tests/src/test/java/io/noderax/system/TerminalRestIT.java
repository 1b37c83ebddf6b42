package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.protocol.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Terminals over REST and sockets (wire contract, 2.2, 3.8 and 4.2), with an agent that is a socket of the test. */
class TerminalRestIT {
    private static OpenFolder folder;
    private static ServerProcess server;
    private static Operator operator;

    @BeforeAll
    static void start() {
        folder = OpenFolder.create();
        server = ServerProcess.start(folder);
        operator = server.operator();
    }

    @AfterAll
    static void stop() {
        server.close();
        folder.close();
    }

    @Test
    void aTerminalIsRefusedWithTheReferencesWords() {
        TestNode node = operator.enroll("refused");
        assertThat(create(node, JsonObject.EMPTY).status()).isEqualTo(400);
        assertThat(create(node, JsonObject.EMPTY).message())
                .isEqualTo("Node refused is offline and cannot accept an interactive terminal session.");
        node.claim(0);

        Http.Answer noRoute = create(node, JsonObject.EMPTY);
        assertThat(noRoute.status()).isEqualTo(409);
        assertThat(noRoute.message()).isEqualTo("Node refused does not have an active agent realtime route.");
        Http.Answer root = create(node, JsonObject.of("runAsRoot", true));
        assertThat(root.status()).isEqualTo(400);
        assertThat(root.message())
                .isEqualTo("Node refused does not currently allow terminal root access. Applied profile is off.");
        Http.Answer small = create(
                node,
                JsonObject.builder().put("cols", 10).put("shell", "/bin/sh").build());
        assertThat(small.status()).isEqualTo(400);
        assertThat(small.message())
                .contains("cols must not be less than 20")
                .contains("property shell should not exist");
    }

    @Test
    void whatIsUnknownIsNotFound() {
        String nobody = "00000000-0000-4000-8000-000000000000";
        for (String route : new String[] {"", "/chunks", "/cast"}) {
            assertThat(operator.http().get(sessions() + "/" + nobody + route).status())
                    .as(route)
                    .isEqualTo(404);
        }
        assertThat(operator.http()
                        .post(sessions() + "/" + nobody + "/terminate", JsonObject.EMPTY)
                        .status())
                .isEqualTo(404);
        assertThat(operator.http()
                        .post(sessions() + "/" + nobody + "/connect-token", JsonObject.EMPTY)
                        .status())
                .isEqualTo(404);
        assertThat(operator.http().get(sessions() + "/nonsense").status()).isEqualTo(400);
    }

    @Test
    void aShellIsOpenedSeenTypedIntoAndEnded() throws Exception {
        TestNode node = operator.enroll("shell");
        try (TestSocket agent = TestSocket.ofAgent(node, Map.of())) {
            JsonObject created = create(
                            node,
                            JsonObject.builder()
                                    .put("cols", 100)
                                    .put("rows", 30)
                                    .build())
                    .body();
            String id = String.valueOf(created.text("id"));
            assertThat(created.text("status")).isEqualTo("pending");
            assertThat(agent.await("terminal.start").get("cols")).isEqualTo(100L);
            assertThat(agent.ask(
                                    "terminal.opened",
                                    about(id).put("cols", 100).put("rows", 30).build())
                            .text("status"))
                    .isEqualTo("open");
            assertThat(agent.ask("terminal.output", output(id, "hello ")).get("seq"))
                    .isEqualTo(3L);
            try (TestSocket browser = browser(created)) {
                JsonObject ack = browser.ask(
                        "terminal.attach", about(id).put("afterSeq", 0).build());
                assertThat(ack.get("lastSeq")).isEqualTo(3L);
                assertThat(browser.heard("terminal.output")).hasSize(3);
                agent.ask("terminal.output", output(id, "world"));
                WaitLoop.until(
                        "the browser sees it",
                        () -> browser.heard("terminal.output").size() == 4);

                browser.ask("terminal.input", about(id).put("payload", "bHMN").build());
                assertThat(agent.await("terminal.input").text("payload")).isEqualTo("bHMN");
                agent.ask(
                        "terminal.exited",
                        about(id)
                                .put("exitCode", 3)
                                .put("reason", "exit status 3")
                                .build());
                assertThat(browser.await("terminal.closed").object("session").get("exitCode"))
                        .isEqualTo(3L);
            }
            JsonObject over = operator.http().get(sessions() + "/" + id).body();
            assertThat(over.text("closedReason")).isEqualTo("exit status 3");
            assertThat(operator.http().get(sessions() + "/" + id + "/chunks").text())
                    .contains(base64("hello "))
                    .doesNotContain("stdin");
            assertThat(operator.http().get(sessions() + "/" + id + "/cast").text())
                    .startsWith("{\"version\":2,\"width\":100,\"height\":30")
                    .contains("\"o\",\"hello \"")
                    .contains("\"o\",\"world\"");
            assertThat(operator.http()
                            .post(sessions() + "/" + id + "/connect-token", JsonObject.EMPTY)
                            .status())
                    .isEqualTo(409);
            assertThat(operator.http()
                            .get("/api/v1/workspaces/" + operator.workspace() + "/audit-logs")
                            .text())
                    .contains("terminal-session.created");
        }
    }

    @Test
    void aConnectTokenIsNoSignInAndASignInNoConnectToken() throws Exception {
        TestNode node = operator.enroll("tokens");
        try (TestSocket _ = TestSocket.ofAgent(node, Map.of())) {
            JsonObject created = create(node, JsonObject.EMPTY).body();
            String token = String.valueOf(created.text("terminalConnectToken"));

            assertThat(new Http(server.url(), Map.of("authorization", "Bearer " + token))
                            .get("/api/v1/users/me")
                            .status())
                    .isEqualTo(401);
            assertThatThrownBy(() -> TestSocket.open(
                            server.url(), "/terminal", JsonObject.of("token", "Bearer " + operator.token())))
                    .hasMessageContaining("Invalid terminal connection token.");
        }
    }

    @Test
    void anAgentWithoutTheExtensionTakesItsShellsWithIt() throws Exception {
        TestNode node = operator.enroll("leaving");
        String id;
        try (TestSocket agent = TestSocket.ofAgent(node, Map.of())) {
            id = String.valueOf(create(node, JsonObject.EMPTY).body().text("id"));
            agent.ask("terminal.opened", about(id).build());
        }
        WaitLoop.until(
                "the session is closed",
                () -> "closed"
                        .equals(operator.http()
                                .get(sessions() + "/" + id)
                                .body()
                                .text("status")));
        assertThat(operator.http().get(sessions() + "/" + id).body().text("closedReason"))
                .isEqualTo("agent-disconnected");
    }

    private static TestSocket browser(JsonObject created) throws Exception {
        return TestSocket.open(
                server.url(), "/terminal", JsonObject.of("token", "Bearer " + created.text("terminalConnectToken")));
    }

    private static Http.Answer create(TestNode node, JsonObject body) {
        return operator.http()
                .post(
                        "/api/v1/workspaces/" + operator.workspace() + "/nodes/" + node.id() + "/terminal-sessions",
                        body);
    }

    private static String sessions() {
        return "/api/v1/workspaces/" + operator.workspace() + "/terminal-sessions";
    }

    private static JsonObject.Builder about(String session) {
        return JsonObject.builder().put("sessionId", session);
    }

    private static JsonObject output(String session, String text) {
        return about(session)
                .put("type", "terminal.output")
                .put("direction", "stdout")
                .put("payload", base64(text))
                .build();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
