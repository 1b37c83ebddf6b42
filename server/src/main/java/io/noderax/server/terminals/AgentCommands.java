package io.noderax.server.terminals;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.Payload;
import io.noderax.protocol.terminal.ResizeTerminal;
import io.noderax.protocol.terminal.ResumeTerminal;
import io.noderax.protocol.terminal.StartTerminal;
import io.noderax.protocol.terminal.StopTerminal;
import io.noderax.protocol.terminal.TerminalAck;
import io.noderax.protocol.terminal.TerminalInput;
import io.noderax.protocol.terminal.TerminalMessage;
import io.noderax.protocol.terminal.TerminalSize;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** What the server asks of agents' terminals (wire contract, 2.3; extension terminal-resume). */
@Singleton
class AgentCommands {
    /** The agent keeps its shells while its connection is lost, counts what is typed, and waits for room. */
    static final String RESUME = "terminal-resume";

    private final TerminalWire wire;

    AgentCommands(TerminalWire wire) {
        this.wire = wire;
    }

    boolean hasRoute(NodeId node) {
        return wire.hasRoute(node);
    }

    boolean isElsewhere(NodeId node) {
        return wire.isElsewhere(node);
    }

    boolean keepsShells(NodeId node) {
        return wire.abilities(node).contains(RESUME);
    }

    boolean start(StoredSession session) {
        TerminalSize size = session.view().size();
        return send(
                session,
                new StartTerminal(
                        session.id(), size.cols(), size.rows(), session.view().runAsRoot()));
    }

    boolean input(NodeId node, TerminalSessionId session, byte[] keys, @Nullable Long inputOffset) {
        return send(node, new TerminalInput(session, Payload.of(keys), inputOffset));
    }

    boolean resize(StoredSession session) {
        TerminalSize size = session.view().size();
        return send(session, new ResizeTerminal(session.id(), size.cols(), size.rows()));
    }

    boolean stop(StoredSession session) {
        return send(session, new StopTerminal(session.id(), session.stopReason()));
    }

    /** Of a session that is over here. */
    boolean stop(NodeId node, TerminalSessionId session) {
        return send(node, new StopTerminal(session, null));
    }

    boolean resume(StoredSession session) {
        return send(session, new ResumeTerminal(session.id(), session.outputOffset()));
    }

    boolean acknowledge(NodeId node, TerminalSessionId session, long offset) {
        return send(node, new TerminalAck(session, offset));
    }

    private boolean send(StoredSession session, TerminalMessage message) {
        return send(session.node(), message);
    }

    private boolean send(NodeId node, TerminalMessage message) {
        return wire.toAgent(node, message.event(), message.toJson());
    }
}
