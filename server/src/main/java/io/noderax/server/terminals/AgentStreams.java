package io.noderax.server.terminals;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.server.storage.Signal;
import io.noderax.server.storage.Signals;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The sessions of the agents whose sockets are at this process. Safe for several threads. */
@Singleton
class AgentStreams {
    private final StreamWork.Parts parts;
    private final ConcurrentHashMap<TerminalSessionId, AgentStream> streams = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<NodeId, String> sockets = new ConcurrentHashMap<>();

    AgentStreams(StreamWork.Parts parts, Signals signals) {
        this.parts = parts;
        signals.on(Signal.TERMINAL_CHANGED, id -> lookElsewhere(new TerminalSessionId(id)));
    }

    /** The session's stream, made when it is the first that is heard of it. */
    AgentStream of(NodeId node, TerminalSessionId session) {
        return streams.computeIfAbsent(session, id -> new AgentStream(new StreamWork(node, id, parts)));
    }

    @Nullable
    AgentStream find(TerminalSessionId session) {
        return streams.get(session);
    }

    void lookAtCredit(TerminalSessionId session) {
        AgentStream stream = streams.get(session);
        if (stream != null) {
            stream.lookAtCredit();
        }
    }

    private void lookElsewhere(TerminalSessionId session) {
        AgentStream stream = streams.get(session);
        if (stream != null) {
            stream.lookElsewhere();
        }
    }

    void forget(TerminalSessionId session) {
        streams.remove(session);
    }

    /** Forgets what is not live any more. */
    void keepOnly(NodeId node, Set<TerminalSessionId> live) {
        streams.values()
                .removeIf(stream -> stream.work().node().equals(node)
                        && !live.contains(stream.work().session()));
    }

    /** Whether it is another socket than before. */
    boolean connected(NodeId node, String socket) {
        return !socket.equals(sockets.put(node, socket));
    }

    /** Whether it was the node's newest socket here. */
    boolean disconnected(NodeId node, String socket) {
        return sockets.remove(node, socket);
    }

    /** Whether the node's agent has its socket at this process. */
    boolean isHere(NodeId node) {
        return sockets.containsKey(node);
    }
}
