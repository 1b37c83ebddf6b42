package io.noderax.server.tasks;

import io.noderax.protocol.json.Timestamps;
import io.noderax.protocol.task.StatusReason;
import io.noderax.protocol.task.TaskStatus;
import io.noderax.server.storage.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a task stands where it stands, from its row. Why it waits depends on its node at the time of reading; how it ended was
 * written down with the end.
 */
final class StatusReasons {
    private StatusReasons() {}

    static @Nullable StatusReason of(TaskStatus status, Row row) {
        return switch (status) {
            case QUEUED -> waiting(row);
            case ACCEPTED, CLAIMED -> claimed(row);
            case RUNNING -> running(row);
            case SUCCESS, FAILED, CANCELLED -> ended(row);
        };
    }

    private static StatusReason waiting(Row row) {
        String node = row.text("node_name");
        if (row.flag("node_in_maintenance")) {
            String why = row.optionalText("node_maintenance_reason");
            return new StatusReason(
                    "node-in-maintenance",
                    "queued: node %s in maintenance since %s%s"
                            .formatted(
                                    node, time(row.optionalInstant("node_maintenance_started_at")), inBrackets(why)));
        }
        if (row.text("node_status").equals("offline")) {
            Instant lastSeen = row.optionalInstant("node_last_seen_at");
            return new StatusReason(
                    "node-offline",
                    lastSeen == null
                            ? "queued: node " + node + " has never been online"
                            : "queued: node " + node + " offline, last seen " + time(lastSeen));
        }
        return waitingForOnline(node, row);
    }

    private static StatusReason waitingForOnline(String node, Row row) {
        if (!row.flag("node_takes_type")) {
            return new StatusReason(
                    "type-not-supported",
                    "queued: the agent of node %s does not run tasks of type %s".formatted(node, row.text("type")));
        }
        Long slots = row.optionalNumber("node_slots");
        long busy = row.number("node_busy");
        if (slots != null && busy >= slots) {
            return new StatusReason(
                    "slots-busy", "queued: %d of %d slots of node %s busy".formatted(busy, slots, node));
        }
        long attempts = row.number("attempts");
        if ("given-back".equals(row.optionalText("reason_code"))) {
            return new StatusReason(
                    "given-back",
                    "queued again: the agent of node %s was stopped before it launched it (attempts: %d)"
                            .formatted(node, attempts));
        }
        return attempts == 0
                ? new StatusReason(
                        "waiting-for-claim", "queued: node " + node + " is online and has not claimed it yet")
                : new StatusReason(
                        "lease-expired",
                        "queued again: node %s claimed it and did not confirm the start (attempts: %d)"
                                .formatted(node, attempts));
    }

    private static StatusReason claimed(Row row) {
        return new StatusReason(
                "claimed",
                "accepted: claimed by node %s, which has to start it before %s"
                        .formatted(row.text("node_name"), time(row.optionalInstant("lease_until"))));
    }

    private static StatusReason running(Row row) {
        Instant lost = row.optionalInstant("contact_lost_at");
        if (lost != null) {
            return new StatusReason("contact-lost", "running: contact lost since " + time(lost));
        }
        Instant cancelled = row.optionalInstant("cancel_requested_at");
        return cancelled == null
                ? undisturbed(row)
                : new StatusReason(
                        "cancel-requested",
                        "running: cancellation requested at " + time(cancelled)
                                + inBrackets(row.optionalText("cancel_reason")));
    }

    /** Unless its agent says what keeps it. */
    private static StatusReason undisturbed(Row row) {
        String code = row.optionalText("state_code");
        return code == null
                ? new StatusReason("running", "running since " + time(row.optionalInstant("started_at")))
                : new StatusReason(
                        code, "running: " + row.optionalText("state_message"), row.optionalJson("state_details"));
    }

    private static @Nullable StatusReason ended(Row row) {
        String code = row.optionalText("reason_code");
        String message = row.optionalText("reason_message");
        return code == null || message == null ? null : new StatusReason(code, message);
    }

    private static String time(@Nullable Instant instant) {
        return instant == null ? "an unknown time" : Timestamps.print(instant);
    }

    private static String inBrackets(@Nullable String text) {
        return text == null || text.isBlank() ? "" : " (" + text + ')';
    }
}
