package io.noderax.server.terminals;

import io.noderax.protocol.id.TerminalSessionId;
import org.jspecify.annotations.Nullable;

/** What the server says in transcripts and to browsers; clients know some of it by heart. */
final class Words {
    static final String OPENED = "Terminal session opened";
    static final String CLOSED = "Terminal session closed";
    static final String NOT_ACTIVE = "Terminal session is no longer active.";
    static final String NOT_OPEN = "Terminal session is not open for input.";
    static final String NOT_AUTHORIZED = "Terminal websocket token is not authorized for this session.";
    static final String NO_ROUTE = "Agent route was unavailable while sending terminal input.";
    static final String NEVER_OPENED = "Terminal session did not open before the startup timeout elapsed.";
    static final String NEVER_ENDED =
            "Termination completed after the remote shell stopped responding to exit confirmation.";

    /** Reasons that the server gives itself; they stand above what the agent says of the same end. */
    static final String DETACHED = "controller-detached-timeout";

    static final String OVERFLOW = "transcript-overflow";
    static final String IDLE = "idle-timeout";
    static final String AGENT_GONE = "agent-disconnected";

    private Words() {}

    static String created(String email, String node) {
        return "Session created by " + email + " on node " + node;
    }

    static String termination(@Nullable String reason) {
        return reason == null ? "Termination requested" : "Termination requested: " + reason;
    }

    static String overflow(int mib) {
        return "The transcript has reached its limit of " + mib + " MiB, the session is being terminated";
    }

    static String gap(long bytes) {
        return bytes + " bytes of output are missing here";
    }

    static String notFound(TerminalSessionId id) {
        return "Terminal session " + id + " was not found.";
    }
}
