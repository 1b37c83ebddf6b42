package io.noderax.server.terminals;

import io.noderax.protocol.terminal.TerminalStatus;
import org.jspecify.annotations.Nullable;

/** How a session ended, in its agent's words. */
record End(
        TerminalStatus status,
        @Nullable String reason,
        @Nullable Long exitCode) {
    static End exited(@Nullable String reason, @Nullable Long exitCode) {
        return new End(TerminalStatus.CLOSED, reason, exitCode);
    }

    static End failed(String message) {
        return new End(TerminalStatus.FAILED, message, null);
    }
}
