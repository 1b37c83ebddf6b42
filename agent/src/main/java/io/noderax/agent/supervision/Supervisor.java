package io.noderax.agent.supervision;

import io.noderax.agent.log.EventLog;
import io.noderax.linux.DatagramAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The service manager that has started the agent (sd_notify(3)), or nobody. Telling it never fails: what cannot be told is logged once.
 * Safe for any number of threads.
 */
public final class Supervisor {
    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(60);

    /** Three chances within the time after which it gives the agent up. */
    private static final int CHANCES = 3;

    private final @Nullable Hearing hearing;
    private final @Nullable Duration patience;
    private final EventLog log;
    private volatile boolean failed;

    /** Takes a message. */
    interface Hearing {
        void take(String message) throws IOException;
    }

    /**
     * A supervisor.
     *
     * @param hearing null when there is none
     * @param patience how long it waits for a sign of life; null when it does not
     */
    Supervisor(@Nullable Hearing hearing, @Nullable Duration patience, EventLog log) {
        this.hearing = hearing;
        this.patience = patience;
        this.log = log;
    }

    /** As the environment of this process says. */
    public static Supervisor of(Map<String, String> environment, long pid, EventLog log) {
        String socket = environment.get("NOTIFY_SOCKET");
        if (socket == null || socket.isEmpty()) {
            return new Supervisor(null, null, log);
        }
        try {
            return new Supervisor(new DatagramAddress(socket)::send, patience(environment, pid), log);
        } catch (IllegalArgumentException e) {
            log.warn("the service manager cannot be told anything", "error", e);
            return new Supervisor(null, null, log);
        }
    }

    public boolean isThere() {
        return hearing != null;
    }

    /** Whether it wants to hear, time and again, that the agent is alive. */
    public boolean isWatching() {
        return patience != null;
    }

    /** How often it should hear. */
    public Duration interval() {
        return patience == null ? USUAL_INTERVAL : patience.dividedBy(CHANCES);
    }

    /** The agent does its work from now on. */
    public void ready(String words) {
        tell("READY=1\nSTATUS=" + line(words));
    }

    /** The agent is alive. */
    public void alive() {
        tell("WATCHDOG=1");
    }

    /** How it is, for people. */
    public void status(String words) {
        tell("STATUS=" + line(words));
    }

    /** The agent ends, and takes that long at most. */
    public void stopping(Duration atMost) {
        tell("STOPPING=1\nSTATUS=stopping\nEXTEND_TIMEOUT_USEC=" + atMost.toMillis() * 1000);
    }

    private void tell(String message) {
        if (hearing == null) {
            return;
        }
        try {
            hearing.take(message);
        } catch (IOException e) {
            if (!failed) {
                failed = true;
                log.warn("the service manager cannot be told anything", "error", e);
            }
        }
    }

    private static @Nullable Duration patience(Map<String, String> environment, long pid) {
        String meant = environment.get("WATCHDOG_PID");
        String micros = environment.get("WATCHDOG_USEC");
        if (micros == null || (meant != null && !meant.equals(Long.toString(pid)))) {
            return null;
        }
        long value = Long.parseLong(micros);
        return value > 0 ? Duration.ofNanos(value * 1000) : null;
    }

    private static String line(String words) {
        return words.replace('\n', ' ');
    }
}
