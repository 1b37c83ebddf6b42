package io.noderax.cli.terminal;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people type and read them: {@code 30s}, {@code 1m30s}, {@code 500ms}, {@code 2d}; a bare number is seconds. */
public final class SpanOfTime {
    private static final Pattern PART = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s|m|h|d)");

    private SpanOfTime() {}

    /**
     * Reads a positive span.
     *
     * @throws DateTimeException when the text is no span, or one of no length
     */
    public static Duration parse(String text) {
        String parts = text.matches("[0-9]+") ? text + "s" : text;
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(parts);
        int end = 0;
        while (part.find() && part.start() == end) {
            sum = sum.plusMillis(Math.round(Double.parseDouble(part.group(1)) * milliseconds(part.group(2))));
            end = part.end();
        }
        if (end != parts.length() || sum.isZero()) {
            throw new DateTimeException("expected a span of time such as 30s, 1m30s, 2h or 1d, got \"" + text + "\"");
        }
        return sum;
    }

    /** The span in its largest unit, for instance {@code 3m}. */
    public static String rounded(Duration span) {
        if (span.toDays() > 1) {
            return span.toDays() + "d";
        }
        if (span.toHours() > 1) {
            return span.toHours() + "h";
        }
        return span.toMinutes() > 1 ? span.toMinutes() + "m" : Math.max(0, span.toSeconds()) + "s";
    }

    private static long milliseconds(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
    }
}
