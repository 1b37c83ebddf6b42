package io.noderax.testkit.network;

import java.time.Duration;

/** What happens to one request. */
sealed interface Fate {
    /** The connection is reset before the server sees anything. */
    record Lost() implements Fate {}

    /** It is answered here, with HTML. */
    record Replaced(int status) implements Fate {}

    /**
     * It reaches the server.
     *
     * @param before how long it is held back on the way there
     * @param after how long its answer is held back
     */
    record Passed(Duration before, Duration after, Return way) implements Fate {}

    /** How an answer comes back. */
    enum Return {
        WHOLE,
        LOST,
        HALF
    }

    static Passed passed(Duration before) {
        return new Passed(before, Duration.ZERO, Return.WHOLE);
    }
}
