package io.noderax.server.realtime;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.WorkspaceId;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.json.Uuids;
import io.noderax.server.http.Refusal;
import io.noderax.socketio.server.CloseReason;
import io.noderax.socketio.server.Peer;
import io.noderax.socketio.server.SocketEvent;
import io.noderax.socketio.server.SocketListener;
import io.noderax.socketio.server.TokenBucket;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/** What one browser's socket asks to watch (wire contract, 4.1). Its events come one after the other. */
record ConsoleConversation(
        Peer peer,
        ConsoleSession session,
        ConsoleGate gate,
        ConsoleSessions sessions,
        Map<String, ConsoleEvents> events,
        TokenBucket bucket)
        implements SocketListener {
    private static final Logger LOG = Logger.getLogger(ConsoleConversation.class);

    @Override
    public boolean admits(String event) {
        return bucket.take();
    }

    @Override
    public void limited(SocketEvent event) {
        refuse("TOO_MANY_REQUESTS", "Too many events; wait a little");
    }

    @Override
    public void event(SocketEvent event) {
        try {
            JsonObject ack = answer(event.name(), Json.parseObject(event.argument()));
            event.acknowledge(Json.print(ack));
        } catch (Refusal e) {
            refuse(code(e.status()), e.getMessage());
        } catch (InvalidFields | JsonException e) {
            refuse("BAD_REQUEST", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.errorf(e, "a browser's event failed event=%s", event.name());
            refuse("INTERNAL", "Internal server error");
        }
    }

    @Override
    public void writable() {
        events.values().stream().distinct().forEach(listener -> listener.writable(session));
    }

    @Override
    public void closed(CloseReason reason) {
        sessions.remove(session);
        events.values().stream().distinct().forEach(listener -> listener.left(session));
    }

    private JsonObject answer(String event, JsonObject body) {
        return switch (event) {
            case "subscribe.workspace" -> {
                WorkspaceId workspace = workspace(body);
                session.watch(workspace);
                yield answer("subscribed", "workspaceId", workspace.value());
            }
            case "unsubscribe.workspace" -> {
                WorkspaceId workspace = new WorkspaceId(id(body, "workspaceId"));
                session.unwatch(workspace);
                yield answer("unsubscribed", "workspaceId", workspace.value());
            }
            case "subscribe.node" -> {
                NodeId node = node(body);
                session.watch(node);
                yield answer("subscribed", "nodeId", node.value());
            }
            case "unsubscribe.node" -> {
                NodeId node = new NodeId(id(body, "nodeId"));
                session.unwatch(node);
                yield answer("unsubscribed", "nodeId", node.value());
            }
            default -> elsewhere(event, body);
        };
    }

    private JsonObject elsewhere(String event, JsonObject body) {
        ConsoleEvents listener = events.get(event);
        if (listener == null) {
            throw Refusal.badRequest("Unsupported event: " + (event.length() > 120 ? event.substring(0, 120) : event));
        }
        return listener.on(session, event, body);
    }

    private WorkspaceId workspace(JsonObject body) {
        WorkspaceId workspace = new WorkspaceId(id(body, "workspaceId"));
        if (!session.viewer().workspaces().contains(workspace)) {
            throw Refusal.notFound("Workspace " + workspace + " was not found");
        }
        return workspace;
    }

    private NodeId node(JsonObject body) {
        NodeId node = new NodeId(id(body, "nodeId"));
        if (gate.workspaceOf(session.viewer(), node) == null) {
            throw Refusal.notFound("Node " + node + " was not found");
        }
        return node;
    }

    private static UUID id(JsonObject body, String name) {
        String text = body.text(name);
        UUID id = text == null ? null : Uuids.parse(text);
        if (id == null) {
            throw new InvalidFields(List.of(name + " must be a UUID"));
        }
        return id;
    }

    private static JsonObject answer(String done, String name, UUID id) {
        return JsonObject.builder().put(done, true).put(name, id).build();
    }

    private void refuse(String code, String message) {
        peer.emit(
                "exception",
                Json.print(JsonObject.builder()
                        .put("code", code)
                        .put("message", message)
                        .build()));
    }

    private static String code(int status) {
        return switch (status) {
            case 401 -> "UNAUTHORIZED";
            case 403 -> "FORBIDDEN";
            case 404 -> "NOT_FOUND";
            default -> "BAD_REQUEST";
        };
    }
}
