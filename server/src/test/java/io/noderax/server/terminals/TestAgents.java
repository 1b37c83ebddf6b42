package io.noderax.server.terminals;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Agents that write down what they are sent. */
final class TestAgents implements TerminalWire {
    /** One event. */
    record Sent(NodeId node, String event, JsonObject body) {}

    final List<Sent> sent = new CopyOnWriteArrayList<>();
    volatile boolean connected = true;
    volatile Set<String> abilities = Set.of();

    @Override
    public boolean hasRoute(NodeId node) {
        return connected;
    }

    @Override
    public boolean isElsewhere(NodeId node) {
        return connected;
    }

    @Override
    public boolean toAgent(NodeId node, String event, JsonObject body) {
        if (connected) {
            sent.add(new Sent(node, event, body));
        }
        return connected;
    }

    @Override
    public Set<String> abilities(NodeId node) {
        return connected ? abilities : Set.of();
    }

    List<JsonObject> bodies(String event) {
        return sent.stream()
                .filter(one -> one.event().equals(event))
                .map(Sent::body)
                .toList();
    }
}
