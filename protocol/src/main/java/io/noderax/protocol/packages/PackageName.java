package io.noderax.protocol.packages;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A package that somebody names: nothing in it is a pattern, an option, a path, a command or the wish for something else to any package
 * tool.
 *
 * @param architecture null unless given, as in {@code name:arch}
 * @param version null unless given, as in {@code name=version}
 */
public record PackageName(
        String name,
        @Nullable String architecture,
        @Nullable String version) {
    private static final int LONGEST = 255;
    private static final int SHOWN = 60;

    /** The last character is not a minus: apt takes that as a wish to remove. */
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9](?:[A-Za-z0-9+._-]*[A-Za-z0-9+._])?)"
            + "(?::([a-z0-9][a-z0-9_-]*))?(?:=([A-Za-z0-9][A-Za-z0-9+.:~_-]*))?");

    private static final String ALLOWED = "name, name:arch, name=version or name:arch=version, " + LONGEST
            + " characters at most: letters, digits and + . _ -, beginning with a letter or a digit and not ending"
            + " with -; in a version also : and ~";

    /** The package that a text names; empty when it is no name. */
    public static Optional<PackageName> of(String text) {
        Matcher form = FORM.matcher(text);
        return text.length() > LONGEST || !form.matches()
                ? Optional.empty()
                : Optional.of(new PackageName(form.group(1), form.group(2), form.group(3)));
    }

    /** What is wrong with a text as a package's name, as a sentence that begins with the member's name; empty: nothing. */
    public static String problem(String member, String text) {
        return of(text).isPresent() ? "" : member + " must be " + ALLOWED + " (got " + shown(text) + ")";
    }

    private static String shown(String text) {
        String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        StringBuilder shown = new StringBuilder("\"");
        cut.chars().forEach(c -> {
            if (Character.isISOControl(c) || Character.isSurrogate((char) c)) {
                shown.append("\\u%04x".formatted(c));
            } else {
                shown.append((char) c);
            }
        });
        return shown.append('"').toString();
    }

    /** As it was given, and as dpkg and apt write it. */
    public String text() {
        return name + (architecture == null ? "" : ":" + architecture) + withVersion("=");
    }

    /** Where a system has no architectures beside each other. */
    public String withoutArchitecture() {
        return name + withVersion("=");
    }

    /** As the tools over rpm write it. */
    public String rpm() {
        return name + withVersion("-") + (architecture == null ? "" : "." + architecture);
    }

    private String withVersion(String sign) {
        return version == null ? "" : sign + version;
    }
}
