package io.noderax.server.terminals;

import java.time.Duration;

/** The settings of terminals for a test. */
record TestTimes(Duration detachGrace, Duration idleLimit, boolean recordInput, Duration keptFor, int transcriptMib)
        implements TerminalTimes {
    static final TestTimes USUAL = new TestTimes(Duration.ofMinutes(5), Duration.ZERO, false, Duration.ofDays(7), 10);
}
