package io.noderax.server.terminals;

import io.noderax.protocol.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A browser that writes down what it is sent. */
final class TestBrowser implements Viewer {
    /** One event. */
    record Got(String event, JsonObject body) {}

    final List<Got> got = new CopyOnWriteArrayList<>();
    volatile long pending;
    TerminalVisit visit;
    JsonObject ack;

    @Override
    public boolean emit(String event, JsonObject body) {
        got.add(new Got(event, body));
        return true;
    }

    @Override
    public long pendingBytes() {
        return pending;
    }

    List<JsonObject> bodies(String event) {
        return got.stream()
                .filter(one -> one.event().equals(event))
                .map(Got::body)
                .toList();
    }

    List<Long> seqs() {
        return bodies("terminal.output").stream()
                .map(body -> (Long) body.object("chunk").get("seq"))
                .toList();
    }

    /** What the shell wrote. */
    String shown() {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        for (JsonObject body : bodies("terminal.output")) {
            JsonObject chunk = body.object("chunk");
            if (!"system".equals(chunk.text("direction"))) {
                shown.writeBytes(Base64.getDecoder().decode(chunk.text("payload")));
            }
        }
        return shown.toString(StandardCharsets.UTF_8);
    }

    List<String> statuses() {
        return bodies("terminal.session.state").stream()
                .map(body -> body.object("session").text("status"))
                .toList();
    }

    JsonObject say(String event, JsonObject body) {
        return visit.on(event, body);
    }
}
