package io.noderax.agent.controlplane;

import io.noderax.agent.log.EventLog;
import java.time.Duration;

/** Logs a lasting trouble when it begins, changes or has lasted another ten minutes, and when it is over. For one thread. */
public final class Trouble {
    private static final Duration REMINDER = Duration.ofMinutes(10);

    private final String what;
    private final EventLog log;
    private String current = "";
    private long told;

    public Trouble(String what, EventLog log) {
        this.what = what;
        this.log = log;
    }

    public void report(String sentence, Duration delay) {
        long now = System.nanoTime();
        if (!sentence.equals(current) || now - told >= REMINDER.toNanos()) {
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
