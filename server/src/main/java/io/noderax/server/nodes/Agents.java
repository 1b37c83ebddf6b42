package io.noderax.server.nodes;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.rootaccess.DesiredRootAccess;
import io.noderax.protocol.rootaccess.RootAccessReport;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.Signals;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Knows the agents and their tokens; each is read from the database once, and dropped when its node changes. */
@Singleton
public class Agents {
    private final Database database;
    private final NodeStore store;
    private final Event<FirstContact> firstContacts;
    private final ConcurrentHashMap<NodeId, KnownAgent> known = new ConcurrentHashMap<>();
    private final AtomicLong forgettings = new AtomicLong();

    Agents(Database database, NodeStore store, Event<FirstContact> firstContacts, Signals signals) {
        this.database = database;
        this.store = store;
        this.firstContacts = firstContacts;
        signals.onLoss(this::forgetAll);
    }

    /** Null when there is no such node or the token is not its own. */
    @Nullable
    KnownAgent authenticate(NodeId node, String token) {
        long before = forgettings.get();
        KnownAgent agent = find(node);
        return agent != null && agent.hasToken(TokenHash.of(token)) ? seen(agent, before) : null;
    }

    /** Whether there is such a node; costs no query while its agent is known. */
    public boolean exists(NodeId node) {
        return find(node) != null;
    }

    /** The root access that is wanted on the node; null when there is no such node. Costs no query while its agent is known. */
    public @Nullable DesiredRootAccess desired(NodeId node) {
        KnownAgent agent = find(node);
        return agent == null ? null : agent.rootAccess();
    }

    @Nullable
    KnownAgent find(NodeId node) {
        KnownAgent agent = known.get(node);
        return agent != null ? agent : database.run(db -> store.agent(db, node)).orElse(null);
    }

    /** What was read before another thread forgot the node is not kept: it may be the token that was taken away. */
    private KnownAgent seen(KnownAgent agent, long before) {
        if (known.putIfAbsent(agent.node(), agent) == null) {
            if (forgettings.get() != before) {
                known.remove(agent.node(), agent);
            }
            firstContacts.fire(new FirstContact(agent.node()));
        }
        return agent;
    }

    /** Every agent is read from the database again at its next call. */
    void forgetAll() {
        forgettings.incrementAndGet();
        known.clear();
    }

    /** Whether to tell the agent at once which root access is wanted: it says that it has applied another, and this is its first claim since. */
    public boolean isBehind(NodeId node, @Nullable RootAccessReport report) {
        KnownAgent agent = known.get(node);
        return agent != null
                && report != null
                && report.appliedProfile() != agent.rootAccess().profile()
                && agent.tellRootAccessOnce();
    }

    /** The agent's next report of its root access is news again. */
    void forgetRootReport(NodeId node) {
        KnownAgent agent = known.get(node);
        if (agent != null) {
            agent.forgetRootReport();
        }
    }

    /** The next call of the node's agent reads it from the database again. */
    void forget(NodeId node) {
        forgettings.incrementAndGet();
        known.remove(node);
    }
}
