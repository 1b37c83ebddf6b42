package io.noderax.agent.terminal;

import io.noderax.agent.loops.AgentThread;
import io.noderax.linux.ChildExit;
import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.terminal.TerminalExited;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why and when a session ends: stopped, alone for too long, without a key for too long. The session's thread only. */
final class Ending {
    /** The exit code of a shell that a signal ended, as shells themselves count. */
    private static final int SIGNALLED = 128;

    private final SessionParts parts;
    private @Nullable String reason;
    private volatile boolean killed;
    private long lastTyped;
    private long aloneSince;
    private boolean alone;

    Ending(SessionParts parts, long now) {
        this.parts = parts;
        this.lastTyped = now;
    }

    void typed(long now) {
        lastTyped = now;
    }

    /** Whether a server listens; the end of a session counts as being alone, until the server has been told. */
    void alone(boolean isAlone, long now) {
        if (isAlone && !alone) {
            aloneSince = now;
        }
        alone = isAlone;
    }

    /** Ends the shell and everything that came of it; the first reason counts. */
    void stop(String why, Shell shell) {
        if (reason != null) {
            return;
        }
        reason = why;
        AgentThread.start("terminal-end", () -> {
            int left = shell.hangUp(parts.termination(), parts.limits().killGrace());
            if (left > 0) {
                parts.log()
                        .warn(
                                "terminal processes cannot be ended",
                                "shell",
                                shell.pty().identity().pid(),
                                "left",
                                left);
            }
            killed = true;
            shell.pty().wake();
        });
    }

    boolean isStopping() {
        return reason != null;
    }

    boolean isKilled() {
        return killed;
    }

    /** The reason for which the session is to be stopped now; null for none. */
    @Nullable
    String due(long now) {
        Duration idle = parts.limits().idle();
        if (isAloneTooLong(now)) {
            return "detached";
        }
        return idle != null && now - lastTyped >= idle.toNanos() ? "idle" : null;
    }

    boolean isAloneTooLong(long now) {
        return alone && now - aloneSince >= parts.limits().detachGrace().toNanos();
    }

    /** How long until {@link #due} may say something, in nanoseconds. */
    long untilDue(long now) {
        long untilAlone = alone ? aloneSince + parts.limits().detachGrace().toNanos() - now : Outflow.NEVER;
        Duration idle = parts.limits().idle();
        long untilIdle = idle == null ? Outflow.NEVER : lastTyped + idle.toNanos() - now;
        return Math.max(0, Math.min(untilAlone, untilIdle));
    }

    TerminalExited message(TerminalSessionId id, @Nullable ChildExit exit, @Nullable Long endOffset) {
        Integer code = switch (exit) {
            case ChildExit.Exited exited -> Integer.valueOf(exited.code());
            case ChildExit.Signalled signalled -> Integer.valueOf(SIGNALLED + signalled.signal());
            case ChildExit.Unknown _ -> null;
            case null -> null;
        };
        String words = switch (exit) {
            case ChildExit.Signalled by -> "signal " + by.signal();
            case ChildExit.Unknown _ -> "its exit status was lost";
            case null, default -> "exit status " + code;
        };
        return new TerminalExited(
                id, code, reason == null ? words : reason, parts.clock().instant(), endOffset);
    }
}
