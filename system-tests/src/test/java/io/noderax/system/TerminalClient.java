package io.noderax.system;

import io.noderax.protocol.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** An operator's browser at one terminal session, attached from its beginning. One thread. */
final class TerminalClient implements AutoCloseable {
    private final Operator operator;
    private final JsonObject session;
    private final TestSocket socket;

    private TerminalClient(Operator operator, JsonObject session, TestSocket socket) {
        this.operator = operator;
        this.session = session;
        this.socket = socket;
    }

    /** Opens a session as soon as the node's agent has its socket. */
    static TerminalClient open(Operator operator, TestNode node) throws Exception {
        String sessions = "/api/v1/workspaces/" + operator.workspace() + "/nodes/" + node.id() + "/terminal-sessions";
        JsonObject[] created = new JsonObject[1];
        WaitLoop.until("the agent has its socket", () -> {
            Http.Answer answer = operator.http().post(sessions, JsonObject.EMPTY);
            created[0] = answer.body();
            return answer.status() == 201;
        });
        TestSocket socket = TestSocket.open(
                operator.http().url(), "/terminal", JsonObject.of("token", created[0].text("terminalConnectToken")));
        TerminalClient client = new TerminalClient(operator, created[0], socket);
        socket.ask("terminal.attach", client.about().put("afterSeq", 0).build());
        WaitLoop.until("the session is open", () -> "open".equals(client.state().text("status")));
        return client;
    }

    /** The session as the API shows it. */
    JsonObject state() {
        return operator.http()
                .get("/api/v1/workspaces/" + operator.workspace() + "/terminal-sessions/" + session.text("id"))
                .body();
    }

    void type(String keys) throws Exception {
        JsonObject ack = socket.ask(
                "terminal.input",
                about().put("payload", Base64.getEncoder().encodeToString(keys.getBytes(StandardCharsets.UTF_8)))
                        .build());
        if (!Boolean.TRUE.equals(ack.get("ok"))) {
            throw new AssertionError("keys were not taken: " + ack);
        }
    }

    /** Everything that was shown so far. */
    String text() {
        StringBuilder text = new StringBuilder();
        chunks().forEach(chunk -> text.append(
                new String(Base64.getDecoder().decode(chunk.text("payload")), StandardCharsets.ISO_8859_1)));
        return text.toString();
    }

    /** How many bytes were shown so far. */
    long bytes() {
        return chunks().stream()
                .mapToLong(chunk -> Base64.getDecoder().decode(chunk.text("payload")).length)
                .sum();
    }

    private List<JsonObject> chunks() {
        return socket.heard("terminal.output").stream()
                .map(output -> output.object("chunk"))
                .toList();
    }

    /** How many pieces have come. */
    int pieces() {
        return socket.count("terminal.output");
    }

    private JsonObject.Builder about() {
        return JsonObject.builder().put("sessionId", session.text("id"));
    }

    @Override
    public void close() {
        operator.http()
                .post(
                        "/api/v1/workspaces/" + operator.workspace() + "/terminal-sessions/" + session.text("id")
                                + "/terminate",
                        JsonObject.EMPTY);
        socket.close();
    }
}
