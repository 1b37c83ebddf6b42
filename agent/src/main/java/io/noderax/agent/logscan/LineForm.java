package io.noderax.agent.logscan;

import io.noderax.protocol.json.Timestamps;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Understands the lines of syslog files: {@code TIME HOST PROGRAM[PID]: WORDS}, where the time is RFC 3339, or the classic
 * {@code Nov  4 12:00:01} of the machine's zone and without a year. A line that looks otherwise is a message without a time.
 */
final class LineForm {
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final int CLASSIC_LENGTH = "Nov  4 12:00:01".length();
    private static final int LONGEST_TAG = 128;

    /** A clock that was set back a little is no new year. */
    private static final Duration AHEAD = Duration.ofDays(1);

    /** A leap day may be that many years ago. */
    private static final int YEARS_BACK = 8;

    private final Clock clock;
    private final ZoneId zone;
    private final String file;

    /** @param file the identifier of lines that name no program */
    LineForm(Clock clock, ZoneId zone, String file) {
        this.clock = clock;
        this.zone = zone;
        this.file = file;
    }

    LogEntry read(String line) {
        int timeEnd = line.indexOf(' ');
        Instant time = timeEnd < "2026-11-04T".length() ? null : Timestamps.parse(line.substring(0, timeEnd));
        if (time == null) {
            timeEnd = CLASSIC_LENGTH;
            time = classic(line);
        }
        if (time == null) {
            return new LogEntry(null, line, null, file);
        }
        int hostEnd = line.indexOf(' ', timeEnd + 1);
        String rest = hostEnd < 0 ? line.substring(timeEnd).strip() : line.substring(hostEnd + 1);
        String program = program(rest);
        return new LogEntry(time, rest, null, program == null ? file : program);
    }

    /** What stands before the colon, without the process id; null when no program's name stands there. */
    private static @Nullable String program(String rest) {
        int colon = rest.indexOf(':');
        if (colon <= 0 || colon > LONGEST_TAG || rest.lastIndexOf(' ', colon) >= 0) {
            return null;
        }
        int bracket = rest.indexOf('[');
        return bracket > 0 && bracket < colon ? rest.substring(0, bracket) : rest.substring(0, colon);
    }

    private @Nullable Instant classic(String line) {
        if (line.length() <= CLASSIC_LENGTH || line.charAt(CLASSIC_LENGTH) != ' ' || line.charAt(3) != ' ') {
            return null;
        }
        int month = MONTHS.indexOf(line.substring(0, 3)) + 1;
        int day = number(line.substring(4, 6).strip());
        int hour = number(line.substring(7, 9));
        int minute = number(line.substring(10, 12));
        int second = number(line.substring(13, 15));
        if (month == 0 || line.charAt(9) != ':' || line.charAt(12) != ':') {
            return null;
        }
        Instant latest = clock.instant().plus(AHEAD);
        int year = latest.atZone(zone).getYear();
        for (int candidate = year; candidate > year - YEARS_BACK; candidate--) {
            Instant time = at(candidate, month, day, hour, minute, second);
            if (time != null && !time.isAfter(latest)) {
                return time;
            }
        }
        return null;
    }

    private @Nullable Instant at(int year, int month, int day, int hour, int minute, int second) {
        try {
            return LocalDateTime.of(year, month, day, hour, minute, Math.min(second, 59))
                    .atZone(zone)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** -1 when it is none, which no part of a time is. */
    private static int number(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return -1;
            }
        }
        return digits.isEmpty() ? -1 : Integer.parseInt(digits);
    }
}
