package io.noderax.server.realtime;

import io.noderax.protocol.session.WireHeaders;
import io.noderax.socketio.server.Admission;
import io.noderax.socketio.server.ConnectRequest;
import io.noderax.socketio.server.Gateway;
import io.noderax.socketio.server.Peer;
import io.noderax.socketio.server.SocketListener;
import io.noderax.socketio.server.TokenBucket;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The namespace of agents. Anybody may enter; who does not authenticate within {@link #TO_AUTHENTICATE} is put out (wire contract, 2). */
@Singleton
class AgentDoor implements Gateway {
    static final Duration TO_AUTHENTICATE = Duration.ofSeconds(5);

    /** Terminals that print as fast as they can send some hundred messages a second. */
    private static final int EVENTS = 20_000;

    private static final Duration WITHIN = Duration.ofSeconds(10);

    private static final Duration CHECK = Duration.ofSeconds(5);

    private final AgentConversation.Parts parts;
    private final Duration pingTimeout;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("agent-deadlines").factory());

    /** @param pingTimeout the wire's {@code AGENT_REALTIME_PING_TIMEOUT_SECONDS} (wire contract, 6.7) */
    AgentDoor(
            AgentGate gate,
            AgentSessions sessions,
            Instance<AgentEvents> events,
            InstantSource clock,
            @ConfigProperty(name = "noderax.realtime.ping-timeout") Duration pingTimeout) {
        Map<String, AgentEvents> byName = new HashMap<>();
        for (AgentEvents listener : events) {
            listener.names().forEach(name -> byName.put(name, listener));
        }
        this.parts = new AgentConversation.Parts(gate, sessions, byName, ConcurrentHashMap.newKeySet(), clock);
        this.pingTimeout = pingTimeout;
        var _ = deadlines.scheduleWithFixedDelay(
                this::cutSilent, CHECK.toMillis(), CHECK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public String namespace() {
        return "/agent-realtime";
    }

    @Override
    public Admission connect(ConnectRequest request) {
        String capabilities = request.handshake().header(WireHeaders.CAPABILITIES);
        return Admission.accept(peer -> listen(peer, capabilities));
    }

    private SocketListener listen(Peer peer, @Nullable String capabilities) {
        TokenBucket bucket = new TokenBucket(EVENTS, WITHIN, System::nanoTime);
        AgentConversation conversation = new AgentConversation(peer, capabilities, parts, bucket);
        parts.open().add(conversation);
        var _ = deadlines.schedule(conversation::authenticateOrGo, TO_AUTHENTICATE.toMillis(), TimeUnit.MILLISECONDS);
        return conversation;
    }

    private void cutSilent() {
        parts.open().forEach(conversation -> conversation.goWhenSilentFor(pingTimeout));
    }
}
