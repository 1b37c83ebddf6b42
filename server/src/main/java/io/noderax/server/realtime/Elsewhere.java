package io.noderax.server.realtime;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Agents whose sockets are in other server processes: found by the table of routes, reached by a NOTIFY to that process alone.
 * A message longer than a notification may be is sent in parts, in one transaction, so that they arrive together.
 */
@Singleton
class Elsewhere {
    /** PostgreSQL takes less than 8000 bytes; a character has three at most, an escaped pair of surrogates four for two. */
    private static final int PART_CHARACTERS = 2_600;

    private static final char LAST = '.';
    private static final char MORE = '+';

    private final Database database;
    private final AgentRouteStore routes;
    private final Signals signals;
    private final Instance<AgentSessions> here;
    private final StringBuilder partial = new StringBuilder();
    private final ExecutorService inOrder =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("relayed").factory());

    Elsewhere(Database database, AgentRouteStore routes, Signals signals, Instance<AgentSessions> here) {
        this.database = database;
        this.routes = routes;
        this.signals = signals;
        this.here = here;
        signals.onRelayed(this::received);
        signals.on(Signal.AGENT_ARRIVED, this::cutOlder);
    }

    boolean send(NodeId node, String event, JsonObject body) {
        if (!signals.hasOthers()) {
            return false;
        }
        List<String> parts = split(Json.print(JsonObject.builder()
                .put("node", node.value())
                .put("event", event)
                .put("body", body)
                .build()));
        return database.transaction(tx -> routes.send(tx, node, signals.self(), parts));
    }

    @Nullable
    Set<String> abilities(NodeId node) {
        return signals.hasOthers()
                ? database.run(db -> routes.abilities(db, node, signals.self())).orElse(null)
                : null;
    }

    /** The node's agent has a socket to this process now; others cut theirs. */
    void arrivedHere(AgentSession session) {
        database.inTransaction(tx -> {
            routes.put(tx, session, signals.self());
            signals.tell(tx, Signal.AGENT_ARRIVED, session.node().value());
        });
    }

    void leftHere(AgentSession session) {
        database.run(db -> routes.remove(db, session));
    }

    static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (text.length() - from > PART_CHARACTERS) {
            int to = from + PART_CHARACTERS;
            to = Character.isHighSurrogate(text.charAt(to - 1)) ? to - 1 : to;
            parts.add(MORE + text.substring(from, to));
            from = to;
        }
        parts.add(LAST + text.substring(from));
        return parts;
    }

    /** On the one thread that listens: parts of one message come one after the other. */
    private void received(String part) {
        partial.append(part, 1, part.length());
        if (part.charAt(0) == LAST) {
            String text = partial.toString();
            partial.setLength(0);
            inOrder.execute(() -> deliver(Json.parseObject(text)));
        }
    }

    private void deliver(JsonObject message) {
        UUID node = UUID.fromString(String.valueOf(message.text("node")));
        AgentSession session = here.get().of(new NodeId(node));
        JsonObject body = message.object("body");
        if (session != null && body != null) {
            session.send(String.valueOf(message.text("event")), body);
        }
    }

    private void cutOlder(UUID node) {
        if (!signals.hasOthers()) {
            return;
        }
        inOrder.execute(() -> {
            AgentSession session = here.get().of(new NodeId(node));
            if (session != null && database.run(db -> routes.isElsewhere(db, session.node(), signals.self()))) {
                session.cut("the agent has opened a newer socket");
            }
        });
    }
}
