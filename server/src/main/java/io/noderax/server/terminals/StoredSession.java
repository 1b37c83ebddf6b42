package io.noderax.server.terminals;

import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.id.UserId;
import io.noderax.protocol.terminal.TerminalSessionView;
import io.noderax.protocol.terminal.TerminalStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session's row.
 *
 * @param version grows with every change that browsers are told of
 * @param keeping what the session was promised when it was made
 * @param outputOffset how many bytes of the shell's output are stored or known to be missing
 * @param readAt the database's clock when the row was read
 */
record StoredSession(
        TerminalSessionView view,
        long version,
        Keeping keeping,
        long outputOffset,
        boolean transcriptFull,
        boolean transcriptDeleted,
        @Nullable String stopReason,
        Instant readAt) {
    /**
     * How it was agreed on.
     *
     * @param resumable whether its agent keeps the shell while the connection is lost
     * @param numbersInput whether all that is typed goes through the process that has the agent, which counts it
     */
    record Keeping(boolean resumable, boolean recordInput, boolean numbersInput) {}

    TerminalSessionId id() {
        return view.id();
    }

    NodeId node() {
        return view.nodeId();
    }

    TerminalStatus status() {
        return view.status();
    }

    boolean isLive() {
        return view.status().isLive();
    }

    boolean isOf(NodeId node) {
        return view.nodeId().equals(node);
    }

    boolean isOf(UserId user) {
        return user.value().equals(view.creator().userId());
    }
}
