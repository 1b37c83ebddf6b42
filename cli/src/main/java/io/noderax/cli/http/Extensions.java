package io.noderax.cli.http;

import io.noderax.protocol.json.JsonObject;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a server can do beyond the reference wire, as {@code GET /health} lists it; a reference server lists nothing.
 *
 * @param names as on the wire
 */
public record Extensions(Set<String> names) {
    /** A server that does not show its health, for instance behind a proxy that lets the API through alone, lists nothing. */
    public static Extensions of(Connection connection) {
        try {
            JsonObject health = connection.health();
            return new Extensions(
                    health.list("extensions").stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet()));
        } catch (CallFailed e) {
            if (e.isRefusedWith(404)) {
                return new Extensions(Set.of());
            }
            throw e;
        }
    }

    /** It lists the machines that ask to join. */
    public boolean hasInbox() {
        return names.contains("enrollment-inbox");
    }

    /** It hands out logs from any place on. */
    public boolean hasLogCursor() {
        return names.contains("log-cursor");
    }

    /** It keeps logs as bytes, and hands them out as such. */
    public boolean hasLogBatches() {
        return names.contains("log-batches");
    }

    /** It sends a terminal's output from any place on. */
    public boolean hasTerminalReplay() {
        return names.contains("terminal-replay");
    }

    /** Keys that are sent once more are taken once. */
    public boolean hasTerminalInputOnce() {
        return names.contains("terminal-input-once");
    }

    /** Root access may end by itself, and have a reason. */
    public boolean hasRootAccessExpiry() {
        return names.contains("root-access-expiry");
    }

    /** It keeps what is installed on each node. */
    public boolean hasPackageInventory() {
        return names.contains("package-inventory");
    }

    /** It takes the longest time that a task may wait. */
    public boolean hasQueueTimeout() {
        return names.contains("queue-timeout");
    }

    /** It hands out what came into a node's log since a cursor. */
    public boolean hasLogFollow() {
        return names.contains("log-follow");
    }
}
