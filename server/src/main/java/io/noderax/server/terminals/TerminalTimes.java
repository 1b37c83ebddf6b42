package io.noderax.server.terminals;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** What of terminals is a setting (docs/operations.md). */
@ConfigMapping(prefix = "noderax.terminals")
interface TerminalTimes {
    /** How long a shell waits for a browser, and one whose agent keeps it, for its agent. */
    Duration detachGrace();

    /** How long nobody may type before the shell is ended; zero: for ever. */
    Duration idleLimit();

    /** Whether what is typed is kept when the one who opens a session does not say. */
    boolean recordInput();

    /** How long a transcript is kept after the session's end. */
    Duration keptFor();

    /** How many MiB of transcript a session may have. */
    int transcriptMib();

    default long transcriptLimit() {
        return transcriptMib() * 1024L * 1024L;
    }
}
