package io.noderax.socketio.server;

import io.noderax.socketio.packet.Handshake;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All sessions and namespaces of a server, and what they share. Safe for any thread. */
final class Engine {
    private static final int ID_BYTES = 15;

    private final EngineSettings settings;
    private final Executor threads;
    private final RandomGenerator chance;
    private final LongSupplier nanoTime;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<String, Namespace> namespaces = new ConcurrentHashMap<>();

    Engine(EngineSettings settings, Executor threads, RandomGenerator chance, LongSupplier nanoTime) {
        this.settings = settings;
        this.threads = threads;
        this.chance = chance;
        this.nanoTime = nanoTime;
    }

    EngineSettings settings() {
        return settings;
    }

    Executor threads() {
        return threads;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /** An id that nobody can guess. */
    String newId() {
        byte[] bytes = new byte[ID_BYTES];
        synchronized (chance) {
            chance.nextBytes(bytes);
        }
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    Namespace serve(Gateway gateway) {
        Namespace namespace = new Namespace(gateway, this);
        if (namespaces.putIfAbsent(gateway.namespace(), namespace) != null) {
            throw new IllegalStateException("namespace " + gateway.namespace() + " is served already");
        }
        return namespace;
    }

    @Nullable
    Namespace namespace(String name) {
        return namespaces.get(name);
    }

    Session begin(RequestHead handshake) {
        Session session = new Session(this, newId(), handshake);
        sessions.put(session.sid(), session);
        return session;
    }

    @Nullable
    Session find(String sid) {
        return sessions.get(sid);
    }

    void forget(Session session) {
        sessions.remove(session.sid(), session);
    }

    Collection<Session> sessions() {
        return sessions.values();
    }

    /** What a new client is told; an upgrade is offered only to one that polls. */
    Handshake handshake(Session session, boolean polls) {
        return new Handshake(
                session.sid(),
                polls && settings.upgrades() ? List.of("websocket") : List.of(),
                (int) settings.heartbeat().interval().toMillis(),
                (int) settings.heartbeat().timeout().toMillis(),
                settings.limits().maxPayload());
    }
}
