package io.noderax.server.boot;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long something lasts, as operators write it: a number with {@code s}, {@code m}, {@code h} or {@code d}, or seconds alone.
 *
 * @param text as it was written
 */
public record Lifetime(String text, Duration duration) {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})([smhd]?)");

    /** Null when the text is no such time. */
    static @Nullable Lifetime parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        long number = Long.parseLong(form.group(1));
        return new Lifetime(
                text,
                switch (form.group(2)) {
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    case "d" -> Duration.ofDays(number);
                    default -> Duration.ofSeconds(number);
                });
    }
}
