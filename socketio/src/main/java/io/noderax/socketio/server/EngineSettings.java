package io.noderax.socketio.server;

import java.time.Duration;

/**
 * What a server asks of its clients and allows them.
 *
 * @param upgrades whether a client may change from polling to WebSocket
 * @param connectTimeout how long a client may stay without being in any namespace
 * @param upgradeTimeout how long the change of transport may take
 */
public record EngineSettings(
        Heartbeat heartbeat, Limits limits, boolean upgrades, Duration connectTimeout, Duration upgradeTimeout) {
    /**
     * @param interval between two pings of the server
     * @param timeout that a pong may take
     */
    public record Heartbeat(Duration interval, Duration timeout) {
        public Heartbeat {
            requirePositive("pingInterval", interval.toMillis());
            requirePositive("pingTimeout", timeout.toMillis());
        }
    }

    /**
     * @param maxPayload bytes of one frame or body that a client sends
     * @param mostPendingBytes that wait to be written to one client; a single packet may be bigger when nothing else waits
     * @param mostWaitingEvents of one peer that wait for its listener; then its client is no longer read
     * @param mostNamespaces that one client may be in
     */
    public record Limits(int maxPayload, int mostPendingBytes, int mostWaitingEvents, int mostNamespaces) {
        public Limits {
            requirePositive("maxPayload", maxPayload);
            requirePositive("mostPendingBytes", mostPendingBytes);
            requirePositive("mostWaitingEvents", mostWaitingEvents);
            requirePositive("mostNamespaces", mostNamespaces);
        }
    }

    public EngineSettings {
        requirePositive("connectTimeout", connectTimeout.toMillis());
        requirePositive("upgradeTimeout", upgradeTimeout.toMillis());
    }

    /** The values of the official server, and upgrades. */
    public static EngineSettings defaults() {
        return new EngineSettings(
                new Heartbeat(Duration.ofSeconds(25), Duration.ofSeconds(20)),
                new Limits(1_000_000, 2_000_000, 64, 16),
                true,
                Duration.ofSeconds(45),
                Duration.ofSeconds(10));
    }

    public EngineSettings with(Heartbeat other) {
        return new EngineSettings(other, limits, upgrades, connectTimeout, upgradeTimeout);
    }

    public EngineSettings with(Limits other) {
        return new EngineSettings(heartbeat, other, upgrades, connectTimeout, upgradeTimeout);
    }

    public EngineSettings withUpgrades(boolean allowed) {
        return new EngineSettings(heartbeat, limits, allowed, connectTimeout, upgradeTimeout);
    }

    public EngineSettings withConnectTimeout(Duration other) {
        return new EngineSettings(heartbeat, limits, upgrades, other, upgradeTimeout);
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be above 0 (got " + value + ")");
        }
    }
}
