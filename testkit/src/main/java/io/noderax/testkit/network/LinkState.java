package io.noderax.testkit.network;

import java.time.Duration;

/** What a network does to the requests that cross it. */
public sealed interface LinkState {
    LinkState FAIR = new Fair();

    /** Everything passes. */
    record Fair() implements LinkState {}

    /**
     * Some requests never reach the server, some answers never come back though the server has done the work, all answers are late.
     *
     * @param requestsLost the part of the requests that is lost, 0 to 1
     * @param answersLost the part of the answers that is lost, 0 to 1
     * @param longestDelay an answer is held back for up to that long
     */
    record Lossy(double requestsLost, double answersLost, Duration longestDelay) implements LinkState {}

    /** Every connection is reset, the open ones and the new ones. */
    record Resetting() implements LinkState {}

    /** Connections stay, and nothing moves on them; what waits goes on when the state changes. */
    record Silent() implements LinkState {}

    /** Nothing listens. */
    record Refusing() implements LinkState {}

    /** Half of the answer comes, then the end of the stream; the connection is left open. */
    record HalfClosing() implements LinkState {}

    /** A page of HTML with that status stands in for every answer, as of a portal or a proxy. */
    record Replacing(int status) implements LinkState {}

    /** Requests to routes that end so are let through at this pace, one after the other; all others pass. */
    record Throttling(String routeEnd, int perSecond) implements LinkState {}
}
