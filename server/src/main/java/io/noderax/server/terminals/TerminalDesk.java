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
public class TerminalDesk {
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
     * A browser connects with what stands in its handshake, with or without {@code Bearer}.
     *
     * @return the visit: its events are to be handed to it in their order
     * @throws Refusal when the token is not good; the message is that of the {@code connect_error}
     */
    public TerminalVisit connect(@Nullable String token, Viewer viewer) {
        if (token == null || token.isBlank()) {
            throw Refusal.unauthorized("Missing authentication token");
        }
        String bare = token.startsWith("Bearer ") ? token.substring("Bearer ".length()) : token;
        ConnectTokens.Pass pass = tokens.read(bare);
        if (pass == null) {
            throw Refusal.unauthorized(
                    tokens.isOurs(bare) ? "Invalid terminal connection token." : "Invalid authentication token");
        }
        return new TerminalVisit(pass, viewer, parts);
    }
}
