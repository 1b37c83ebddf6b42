package io.noderax.server.nodes;

import io.noderax.protocol.session.WireHeaders;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says in every answer to an agent what this server can do, what time it is, and how its agents come back after they have lost it. */
@Provider
@AnnouncingCall
public final class AgentAnswerFilter implements ContainerResponseFilter {
    private static final String EXTENSIONS = String.join(
            ",",
            WireHeaders.EXT_ATTEMPT,
            WireHeaders.EXT_CONTROL_WAIT,
            WireHeaders.EXT_RECONNECT_WINDOW,
            WireHeaders.EXT_GIVE_BACK,
            WireHeaders.EXT_CLAIM_ATTEMPTS,
            WireHeaders.EXT_TASK_STATE,
            WireHeaders.EXT_LOG_BATCHES);

    /** So many agents a second may come back: each costs a token check and two queries. */
    private static final int RETURNS_A_SECOND = 500;

    private static final int SHORTEST_WINDOW = 2;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private final Presence presence;
    private final InstantSource clock;

    AgentAnswerFilter(Presence presence, InstantSource clock) {
        this.presence = presence;
        this.clock = clock;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext answer) {
        int window = Math.max(SHORTEST_WINDOW, presence.onlineCount() / RETURNS_A_SECOND);
        answer.getHeaders().putSingle("Date", DATE.format(clock.instant().atOffset(ZoneOffset.UTC)));
        answer.getHeaders().putSingle(WireHeaders.EXTENSIONS, EXTENSIONS);
        answer.getHeaders().putSingle(WireHeaders.RECONNECT_WINDOW, Integer.toString(window));
    }
}
