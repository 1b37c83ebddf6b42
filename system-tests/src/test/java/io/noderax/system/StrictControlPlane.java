package io.noderax.system;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The realtime side of a control plane on the official server, which takes nothing that it does not know. */
final class StrictControlPlane implements AutoCloseable {
    private final Process process;
    private final Writer commands;
    private final List<JsonObject> heard = new CopyOnWriteArrayList<>();

    private StrictControlPlane(Process process) {
        this.process = process;
        this.commands = process.outputWriter();
        Thread.ofVirtual().start(this::listen);
    }

    /** @param token of the agents that it lets in */
    static StrictControlPlane start(String token) {
        try {
            StrictControlPlane started =
                    new StrictControlPlane(JavaScript.prepare("strict-control-plane.mjs", List.of(token))
                            .start());
            started.await("listening");
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + heard("listening").getFirst().get("port");
    }

    List<JsonObject> heard(String event) {
        return heard.stream().filter(line -> event.equals(line.text("event"))).toList();
    }

    /** The body of the first such event. */
    JsonObject await(String event) {
        WaitLoop.until("event " + event, () -> !heard(event).isEmpty());
        JsonObject body = heard(event).getFirst().object("body");
        return body == null ? JsonObject.EMPTY : body;
    }

    void send(String event, JsonObject body) {
        command(JsonObject.builder().put("event", event).put("body", body).build());
    }

    /** Closes every connection. */
    void cut() {
        command(JsonObject.of("cut", true));
    }

    private void command(JsonObject command) {
        try {
            commands.write(Json.print(command) + '\n');
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                heard.add(Json.parseObject(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
