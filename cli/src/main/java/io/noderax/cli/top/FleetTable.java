package io.noderax.cli.top;

import io.noderax.cli.terminal.SpanOfTime;
import io.noderax.cli.terminal.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The fleet as a table, a line a node. */
final class FleetTable {
    private static final double KILO = 1024;
    private static final String[] UNITS = {"B", "K", "M", "G", "T"};

    private FleetTable() {}

    static List<String> lines(List<NodeLine> nodes, Instant now, UnaryOperator<String> paint) {
        Table table = new Table(
                "HOSTNAME", "STATUS", "CPU%", "MEM%", "DISK%", "LOAD", "TEMP", "RX/S", "TX/S", "TASKS", "SEEN");
        for (NodeLine node : nodes) {
            table.add(
                    node.hostname(),
                    node.status(),
                    number(node.cpu(), "%.1f"),
                    number(node.memory(), "%.1f"),
                    number(node.disk(), "%.1f"),
                    number(node.load(), "%.2f"),
                    number(node.temperature(), "%.0f C"),
                    bytes(node.received()),
                    bytes(node.sent()),
                    Integer.toString(node.runningTasks()),
                    seen(node.lastSeenAt(), now));
        }
        return table.lines(paint);
    }

    private static String number(@Nullable Double value, String form) {
        return value == null ? "" : String.format(Locale.ROOT, form, value);
    }

    /** Three digits and a unit, for instance {@code 1.5K}. */
    static String bytes(@Nullable Double value) {
        if (value == null) {
            return "";
        }
        double rest = value;
        int unit = 0;
        while (rest >= KILO && unit < UNITS.length - 1) {
            rest /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || rest >= 10 ? "%.0f%s" : "%.1f%s", rest, UNITS[unit]);
    }

    private static String seen(@Nullable Instant seen, Instant now) {
        return seen == null ? "never" : SpanOfTime.rounded(Duration.between(seen, now)) + " ago";
    }
}
