package io.noderax.server.realtime;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import io.noderax.server.storage.Signals;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells the browsers of this process what happens, each once, whether it watches the node, its workspace or both. */
@Singleton
public class Announcements {
    private final ConsoleSessions sessions;
    private final String self;

    Announcements(ConsoleSessions sessions, Signals signals) {
        this.sessions = sessions;
        this.self = signals.self().toString();
    }

    /** Sends what has to arrive. */
    public void tell(WorkspaceId workspace, @Nullable NodeId node, String event, JsonObject body) {
        String text = null;
        for (ConsoleSession session : sessions.all()) {
            if (session.watches(workspace, node)) {
                text = text == null ? print(body) : text;
                sendOrCut(session, event, text);
            }
        }
    }

    /** One that misses something is put out: it comes back and reads everything anew. */
    private static void sendOrCut(ConsoleSession session, String event, String text) {
        if (!session.sendText(event, text)) {
            session.cut("it does not read what it is sent");
        }
    }

    /** Sends a node's measures, which its next ones replace; a browser that is behind does without. The body is made only if somebody watches. */
    public void mentionMeasures(WorkspaceId workspace, NodeId node, Supplier<JsonObject> body) {
        String text = null;
        for (ConsoleSession session : sessions.all()) {
            if (session.watches(workspace, node) && session.takesMeasuresOf(node) && session.isWritable()) {
                text = text == null ? print(body.get()) : text;
                session.sendText("metrics.ingested", text);
            }
        }
    }

    /** Both names of the sender: the reference server says the one, its page reads the other. */
    private String print(JsonObject body) {
        return Json.print(body.toBuilder()
                .put("sourceInstanceId", self)
                .put("sourceInstance", self)
                .build());
    }
}
