package io.noderax.socketio.server;

import java.time.Duration;

/** When one client has to be asked for a sign of life, or given up. Guarded by its session. */
final class Pulse {
    /** How long an ended polling client may take to fetch what is still to be said. */
    private static final long LINGER = Duration.ofSeconds(10).toNanos();

    /** What has to be done now. */
    enum Due {
        NOTHING,
        PING,
        /** It does not answer. */
        TIMEOUT,
        /** It has ended, and does not fetch its end. */
        GONE
    }

    private final EngineSettings.Heartbeat heartbeat;
    private boolean awaitsPong;
    private boolean ending;
    private long dueAt;

    Pulse(EngineSettings.Heartbeat heartbeat, long now) {
        this.heartbeat = heartbeat;
        alive(now);
    }

    void alive(long now) {
        awaitsPong = false;
        dueAt = now + heartbeat.interval().toNanos();
    }

    void end(long now) {
        ending = true;
        dueAt = now + LINGER;
    }

    /** @param unread a client that is not read cannot be heard either, so its silence says nothing */
    Due look(long now, boolean unread) {
        if (now - dueAt < 0) {
            return Due.NOTHING;
        }
        if (ending) {
            return Due.GONE;
        }
        if (awaitsPong && !unread) {
            return Due.TIMEOUT;
        }
        Due due = awaitsPong ? Due.NOTHING : Due.PING;
        awaitsPong = true;
        dueAt = now + heartbeat.timeout().toNanos();
        return due;
    }
}
