package io.noderax.server.terminals;

import io.noderax.server.http.Refusal;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.Signals;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Where browsers come in at the {@code /terminal} namespace (wire contract, 4.2). */
@Singleton
class TerminalDesk {
    /** How long a browser may take nothing before it is let go of. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What all visits share. */
    @Singleton
    record Parts(
            Database database,
            SessionStore sessions,
            TransitionStore transitionStore,
            ChunkStore chunks,
            Transitions transitions,
            AgentCommands commands,
            AgentStreams streams,
            Feeds feeds,
            Controllers controllers,
            Keyboards keyboards,
            TerminalSweep sweep,
            Signals signals,
            ThisProcess process,
            InstantSource clock) {}

    private final ConnectTokens tokens;
    private final Parts parts;

    TerminalDesk(ConnectTokens tokens, Parts parts) {
        this.tokens = tokens;
        this.parts = parts;
    }

    /**
     * A browser wants to come in.
     *
     * @throws Refusal when the token is not good; the message is that of the {@code connect_error}
     */
    ConnectTokens.Pass admit(@Nullable String token) {
        if (token == null) {
            throw Refusal.unauthorized("Missing authentication token");
        }
        ConnectTokens.Pass pass = tokens.read(token);
        if (pass == null) {
            throw Refusal.unauthorized(
                    tokens.isOurs(token) ? "Invalid terminal connection token." : "Invalid authentication token");
        }
        return pass;
    }

    /** What the browser does from now on; its events are to be handed over in their order. */
    TerminalVisit visit(ConnectTokens.Pass pass, Viewer viewer) {
        return new TerminalVisit(pass, viewer, parts);
    }
}
