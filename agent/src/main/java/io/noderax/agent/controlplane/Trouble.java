package io.noderax.agent.controlplane;

import io.noderax.agent.log.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Logs a lasting trouble when it begins, changes or has lasted another ten minutes, and when it is over. For one thread. */
public final class Trouble {
    private static final Duration REMINDER = Duration.ofMinutes(10);

    private final String what;
    private final EventLog log;
    private final Clock clock;
    private String current = "";
    private Instant told = Instant.MIN;

    public Trouble(String what, EventLog log, Clock clock) {
        this.what = what;
        this.log = log;
        this.clock = clock;
    }

    public void report(String sentence, Duration delay) {
        Instant now = clock.instant();
        if (!sentence.equals(current) || Duration.between(told, now).compareTo(REMINDER) >= 0) {
            log.warn(what + " failed, trying again", "delay", delay.toMillis(), "error", sentence);
            current = sentence;
            told = now;
        }
    }

    public void over() {
        if (!current.isEmpty()) {
            log.info(what + " works again");
            current = "";
        }
    }
}
