package io.noderax.protocol.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Points in time on the wire: ISO 8601, UTC, milliseconds (wire contract, 0.1). */
public final class Timestamps {
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Timestamps() {}

    /** For instance {@code 2026-11-23T20:21:15.600Z}. */
    public static String print(Instant instant) {
        return MILLISECONDS.format(instant);
    }

    /**
     * Reads what the reference takes: any precision, a blank instead of the {@code T}, any offset; without an offset it is UTC.
     *
     * @return null when the text is no ISO 8601 date or date-time
     */
    public static @Nullable Instant parse(String text) {
        String iso =
                text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
        try {
            return parseIso(iso).truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Instant parseIso(String iso) {
        if (iso.length() <= 10) {
            return LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        boolean offset = iso.endsWith("Z") || iso.indexOf('+', 10) > 0 || iso.indexOf('-', 10) > 0;
        return offset
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }
}
