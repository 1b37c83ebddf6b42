package io.noderax.agent.realtime;

import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.AgentThread;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.session.AgentAuth;
import io.noderax.socketio.client.Acknowledged;
import io.noderax.socketio.client.Failure;
import io.noderax.socketio.client.ReceivedEvent;
import io.noderax.socketio.client.SocketClient;
import io.noderax.socketio.client.SocketFailed;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One connection: authenticates, then hears the server on the calling thread while {@code SenderLoop} sends on another. Ready when the
 * server says {@code agent.auth.ack} (wire contract, 2.2).
 */
final class RealtimeSession implements Line {
    /** What a session works with. */
    record Parts(
            RealtimeSettings settings,
            RealtimeLoop.Introduction auth,
            RootAccessWish rootAccess,
            SessionListener listener,
            Readings readings,
            RealtimeState state,
            EventLog log) {}

    private final Parts parts;
    private final SocketClient client;
    private final Set<String> extensions;
    private final Outgoing outgoing;
    private @Nullable SessionEnd refused;
    private boolean ready;

    RealtimeSession(Parts parts, SocketClient client, Set<String> extensions) {
        this.parts = parts;
        this.client = client;
        this.extensions = extensions;
        this.outgoing = new Outgoing(parts.settings().queueSize());
    }

    /** Blocks until the connection ends. */
    SessionEnd run() {
        try {
            authenticate();
            Failure failure = client.listen(this::event);
            SessionEnd end = refused;
            return end != null
                    ? end
                    : ready ? new SessionEnd.Lost(failure.message()) : new SessionEnd.NotConnected(failure);
        } catch (SocketFailed e) {
            return new SessionEnd.NotConnected(e.failure());
        } finally {
            outgoing.close();
            client.close();
            if (ready) {
                parts.listener().disconnected();
            }
        }
    }

    /** Whether the server has let the agent in. Asked by the thread that runs it. */
    boolean wasReady() {
        return ready;
    }

    @Override
    public boolean send(String event, JsonMessage body, @Nullable Runnable acknowledged) {
        return outgoing.offer(new Outgoing.Event(event, Json.print(body.toJson()), acknowledged));
    }

    private void authenticate() throws SocketFailed {
        AgentAuth auth = parts.auth().to(extensions);
        client.ask(
                AgentAuth.TYPE,
                List.of(Json.print(auth.toJson())),
                parts.settings().timeout(),
                new Acknowledged() {
                    @Override
                    public void answered(List<String> arguments) {
                        // The event agent.auth.ack counts: it comes first, and some servers send nothing else.
                    }

                    @Override
                    public void missing() {
                        if (!ready && refused == null) {
                            refused = new SessionEnd.AuthRefused("the server did not answer agent.auth in time");
                            client.close();
                        }
                    }
                });
    }

    private void event(ReceivedEvent received) {
        JsonObject body;
        try {
            body = Json.parseObject(received.argument());
        } catch (JsonException e) {
            parts.log().warn("realtime event without an object ignored", "event", received.name());
            return;
        }
        switch (received.name()) {
            case "agent.auth.ack" -> acknowledged(body);
            case "agent.auth.error" -> refuse(body);
            case "agent.error" ->
                parts.log()
                        .warn(
                                "control plane refused a realtime event",
                                "event",
                                String.valueOf(body.text("eventType")),
                                "error",
                                String.valueOf(body.text("message")));
            case "root-access.updated" -> wish(body);
            default -> pass(received.name(), body);
        }
    }

    private void acknowledged(JsonObject body) {
        if (!Boolean.TRUE.equals(body.get("authenticated"))) {
            refuse(body);
            return;
        }
        wishQuietly(body);
        if (!ready) {
            ready = true;
            parts.state().up();
            parts.listener().connected(this, extensions);
            AgentThread.start("realtime-send", new SenderLoop(parts, client, outgoing, extensions));
        }
    }

    private void refuse(JsonObject body) {
        String message = body.text("message");
        refused = new SessionEnd.AuthRefused(message == null ? "the server refused agent.auth" : message);
        client.close();
    }

    /** The wish came by itself: what was made of it is told by another agent.auth. */
    private void wish(JsonObject body) {
        wishQuietly(body);
        introduceAgain();
    }

    /** For any thread. What is not said for want of room is said by the next session. */
    void introduceAgain() {
        send(AgentAuth.TYPE, parts.auth().to(extensions), null);
    }

    private void wishQuietly(JsonObject body) {
        JsonObject wish = body.object("rootAccess");
        if (wish != null) {
            parts.rootAccess().wished(wish);
        }
    }

    private void pass(String event, JsonObject body) {
        if (parts.listener().takes(event)) {
            parts.listener().event(event, body);
        } else {
            parts.log().debug("unknown realtime event ignored", "event", event);
        }
    }
}
