package io.noderax.testkit.recording;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the recordings. The recorder has blanked secrets; here they get a form that the wire allows. */
public final class Recordings {
    /** Those whose HTTP traffic the tests use. */
    public static final List<String> NAMES = List.of(
            "00-happy-path",
            "01-admin-auth",
            "02-enrollment",
            "03-node-install-and-legacy-http",
            "04-task-lifecycle-http",
            "05-task-cancel",
            "06-claim-lease-and-lost-polls",
            "09-web-realtime-rootaccess-sockettasks",
            "13-packages-logscan-schedules",
            "14-agent-update-rollout",
            "15-http-behaviour",
            "16-node-deleted-under-its-agent");

    private static final Pattern BLANKED_TOKEN = Pattern.compile("<hex64-([0-9]+)>");

    private Recordings() {}

    /** The HTTP exchanges of all recordings, in their order. */
    public static List<Exchange> all() {
        return NAMES.stream().flatMap(name -> load(name).stream()).toList();
    }

    /** The HTTP exchanges of one recording, in their order. */
    public static List<Exchange> load(String name) {
        return text(name)
                .lines()
                .map(Json::parseObject)
                .filter(line -> "http".equals(line.text("kind")))
                .filter(line -> line.object("response") != null && hasStatus(line))
                .map(line -> Exchange.read(name, line))
                .toList();
    }

    /** The Socket.IO events between an agent and the server in one recording, in their order; acks left out. */
    public static List<SocketEvent> agentEvents(String name) {
        return events(name, "/agent-realtime");
    }

    /** The Socket.IO events between browsers and the server in one recording, in their order; acks left out. */
    public static List<SocketEvent> browserEvents(String name) {
        return events(name, "/realtime");
    }

    private static List<SocketEvent> events(String name, String namespace) {
        return text(name)
                .lines()
                .map(Json::parseObject)
                .filter(line -> "socket".equals(line.text("kind")) && line.text("event") != null)
                .filter(line -> "send".equals(line.text("dir")) || "recv".equals(line.text("dir")))
                .filter(line -> namespace.equals(line.text("ns")))
                .map(line -> SocketEvent.read(name, line))
                .toList();
    }

    private static boolean hasStatus(JsonObject line) {
        JsonObject response = line.object("response");
        return response != null && response.get("status") != null;
    }

    private static String text(String name) {
        try (InputStream file = Recordings.class.getResourceAsStream(name + ".jsonl")) {
            if (file == null) {
                throw new IllegalArgumentException("no recording " + name);
            }
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return BLANKED_TOKEN
                    .matcher(text)
                    .replaceAll(blanked -> "%064x".formatted(Long.parseLong(blanked.group(1))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
