package io.noderax.server.alerts;

import java.util.Arrays;
import java.util.Optional;

/** What an alert can be about: the event that begins it, and the one that ends it. */
enum AlertCause {
    OFFLINE("node.offline", "node.online"),
    CPU("high.cpu", "high.cpu.resolved"),
    MEMORY("high.memory", "high.memory.resolved"),
    DISK("high.disk", "high.disk.resolved"),
    UPDATE("agent.update.target.failed", "agent.update.target.completed");

    private final String begin;
    private final String end;

    AlertCause(String begin, String end) {
        this.begin = begin;
        this.end = end;
    }

    /** The type of the alert: that of the events that begin it. */
    String type() {
        return begin;
    }

    static Optional<AlertCause> begunBy(String event) {
        return Arrays.stream(values())
                .filter(cause -> cause.begin.equals(event))
                .findFirst();
    }

    static Optional<AlertCause> endedBy(String event) {
        return Arrays.stream(values()).filter(cause -> cause.end.equals(event)).findFirst();
    }
}
