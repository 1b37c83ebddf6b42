package io.noderax.agent.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Durations as Go writes them: {@code 1m30s}, {@code 500ms}, {@code 1.5h}. */
public final class GoDuration {
    private GoDuration() {}

    /** Null when the text is no duration; a bare number other than 0 is none. */
    public static @Nullable Duration parse(String text) {
        boolean negative = text.startsWith("-");
        int at = negative || text.startsWith("+") ? 1 : 0;
        if (text.substring(at).equals("0")) {
            return Duration.ZERO;
        }
        if (at == text.length()) {
            return null;
        }
        BigDecimal nanos = BigDecimal.ZERO;
        while (at < text.length()) {
            int unitAt = endOfNumber(text, at);
            int next = endOfUnit(text, unitAt);
            BigDecimal number = number(text.substring(at, unitAt));
            long unit = nanosOf(text.substring(unitAt, next));
            if (number == null || unit == 0) {
                return null;
            }
            nanos = nanos.add(number.multiply(BigDecimal.valueOf(unit)));
            at = next;
        }
        if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            return null;
        }
        long whole = nanos.setScale(0, RoundingMode.DOWN).longValueExact();
        return Duration.ofNanos(negative ? -whole : whole);
    }

    /** For instance {@code 1m30s}; read back by {@link #parse}. */
    public static String print(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis < 1000
                    ? millis + "ms"
                    : BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + "s";
        }
        long seconds = millis / 1000;
        StringBuilder text = new StringBuilder();
        append(text, seconds / 3600, 'h');
        append(text, seconds / 60 % 60, 'm');
        append(text, seconds % 60, 's');
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long count, char unit) {
        if (count > 0) {
            text.append(count).append(unit);
        }
    }

    private static int endOfNumber(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == '.' || isDigit(text.charAt(at)))) {
            at++;
        }
        return at;
    }

    private static int endOfUnit(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '.' && !isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static @Nullable BigDecimal number(String digits) {
        if (digits.isEmpty() || digits.length() > 30 || digits.equals(".")) {
            return null;
        }
        try {
            return new BigDecimal(digits);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static long nanosOf(String unit) {
        return switch (unit) {
            case "ns" -> 1L;
            case "us", "µs", "μs" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 0L;
        };
    }
}
