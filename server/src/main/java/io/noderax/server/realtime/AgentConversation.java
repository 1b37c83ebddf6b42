package io.noderax.server.realtime;

import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.session.AgentAuth;
import io.noderax.server.http.Refusal;
import io.noderax.socketio.server.CloseReason;
import io.noderax.socketio.server.Peer;
import io.noderax.socketio.server.SocketEvent;
import io.noderax.socketio.server.SocketListener;
import io.noderax.socketio.server.TokenBucket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What one agent's socket says, and what it is answered (wire contract, 2.2). Its events come one after the other. */
final class AgentConversation implements SocketListener {
    /** What all conversations share. */
    record Parts(
            AgentGate gate,
            AgentSessions sessions,
            Map<String, AgentEvents> events,
            Set<AgentConversation> open,
            InstantSource clock) {}

    private static final Logger LOG = Logger.getLogger(AgentConversation.class);
    private static final int LONGEST_SHOWN = 120;
    private static final String UNEXPECTED = "Internal server error";

    private final Peer peer;
    private final @Nullable String capabilities;
    private final Parts parts;
    private final TokenBucket bucket;
    private volatile @Nullable AgentSession session;
    private volatile long heardAt;

    AgentConversation(Peer peer, @Nullable String capabilities, Parts parts, TokenBucket bucket) {
        this.peer = peer;
        this.capabilities = capabilities;
        this.parts = parts;
        this.bucket = bucket;
        this.heardAt = parts.clock().millis();
    }

    void authenticateOrGo() {
        if (session == null) {
            end("no agent.auth in time");
        }
    }

    /** Closes the socket when it has said nothing for that long: its program may hang although its connection is alive. */
    void goWhenSilentFor(Duration timeout) {
        if (parts.clock().millis() - heardAt > timeout.toMillis()) {
            end("no agent.ping in time");
        }
    }

    @Override
    public boolean admits(String event) {
        return bucket.take();
    }

    @Override
    public void limited(SocketEvent event) {
        refuse(event, "Too many events; wait a little");
    }

    @Override
    public void event(SocketEvent event) {
        if (event.name().equals(AgentAuth.TYPE)) {
            authenticate(event);
        } else if (!parts.events().containsKey(event.name()) && !event.name().equals("agent.ping")) {
            unknown(event.name());
        } else if (session == null) {
            refuse(event, "The first event must be agent.auth");
            end("an event before agent.auth");
        } else {
            take(event, session);
        }
    }

    @Override
    public void closed(CloseReason reason) {
        parts.open().remove(this);
        AgentSession left = session;
        if (left != null) {
            parts.sessions().left(left);
        }
    }

    private void authenticate(SocketEvent event) {
        try {
            AgentGate.Admitted admitted = parts.gate().admit(body(event), capabilities);
            AgentSession known = session;
            if (known != null && !known.node().equals(admitted.node())) {
                parts.sessions().left(known);
            }
            AgentSession arrived = new AgentSession(peer, admitted);
            session = arrived;
            peer.emit("agent.auth.ack", Json.print(admitted.answer()));
            event.acknowledge(Json.print(admitted.answer()));
            parts.sessions().arrived(arrived);
        } catch (Refusal | InvalidFields | JsonException e) {
            putOut(event, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("an agent could not be let in", e);
            putOut(event, UNEXPECTED);
        }
    }

    private void putOut(SocketEvent event, String message) {
        JsonObject error = JsonObject.builder()
                .put("type", "agent.auth.error")
                .put("authenticated", false)
                .put("message", message)
                .build();
        peer.emit("agent.auth.error", Json.print(error));
        event.acknowledge(Json.print(error));
        end("agent.auth was refused: " + message);
    }

    private void end(String reason) {
        AgentSession known = session;
        LOG.infof("an agent's socket is closed nodeId=%s reason=%s", known == null ? null : known.node(), reason);
        peer.disconnectClient();
    }

    private void take(SocketEvent event, AgentSession from) {
        parts.gate().alive(from.node());
        heardAt = parts.clock().millis();
        try {
            JsonObject body = body(event);
            AgentEvents listener = parts.events().get(event.name());
            JsonObject ack = listener == null ? pong() : listener.on(from, event.name(), body);
            event.acknowledge(Json.print(ack));
        } catch (Refusal | InvalidFields | JsonException e) {
            refuse(event, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.errorf(e, "an event failed event=%s nodeId=%s", event.name(), from.node());
            refuse(event, UNEXPECTED);
        }
    }

    private JsonObject pong() {
        return JsonObject.builder()
                .put("ok", true)
                .put("type", "agent.ping")
                .put("timestamp", parts.clock().instant())
                .build();
    }

    private void refuse(SocketEvent event, String message) {
        peer.emit(
                "agent.error",
                Json.print(JsonObject.builder()
                        .put("type", "agent.error")
                        .put("eventType", event.name())
                        .put("message", message)
                        .build()));
        event.acknowledge(Json.print(JsonObject.builder()
                .put("ok", false)
                .put("eventType", event.name())
                .put("message", message)
                .build()));
    }

    private void unknown(String event) {
        String shown = event.length() <= LONGEST_SHOWN ? event : event.substring(0, LONGEST_SHOWN) + "...";
        peer.emit(
                "agent.error",
                Json.print(JsonObject.builder()
                        .put("type", "agent.error")
                        .put("code", "UNKNOWN_EVENT")
                        .put("message", "Unsupported event: " + shown)
                        .build()));
    }

    private static JsonObject body(SocketEvent event) {
        return Json.parseObject(event.argument());
    }
}
