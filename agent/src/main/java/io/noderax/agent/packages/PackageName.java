package io.noderax.agent.packages;

import io.noderax.agent.tasks.BrokenPayload;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A package that a task names: nothing in it is a pattern, an option, a path or a command to anybody that gets to see it.
 *
 * @param architecture null unless given, as in {@code name:arch}
 * @param version null unless given, as in {@code name=version}
 */
record PackageName(
        String name,
        @Nullable String architecture,
        @Nullable String version) {
    private static final int LONGEST = 255;
    private static final int SHOWN = 60;

    /** The last character is not a minus: apt takes that as a wish to remove. */
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9](?:[A-Za-z0-9+._-]*[A-Za-z0-9+._])?)"
            + "(?::([a-z0-9][a-z0-9_-]*))?(?:=([A-Za-z0-9][A-Za-z0-9+.:~_-]*))?");

    static final String ALLOWED = "name, name:arch, name=version or name:arch=version, " + LONGEST
            + " characters at most: letters, digits and + . _ -, beginning with a letter or a digit and not ending"
            + " with -; in a version also : and ~";

    /** @throws BrokenPayload that says which name is not allowed, and what is */
    static PackageName parse(String text) throws BrokenPayload {
        Matcher form = FORM.matcher(text);
        if (text.length() > LONGEST || !form.matches()) {
            throw new BrokenPayload("package name " + shown(text) + " is not allowed; allowed is " + ALLOWED);
        }
        return new PackageName(form.group(1), form.group(2), form.group(3));
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
    String debian() {
        return name + (architecture == null ? "" : ":" + architecture) + withVersion("=");
    }

    /** As the tools over rpm write it. */
    String rpm() {
        return name + withVersion("-") + (architecture == null ? "" : "." + architecture);
    }

    /** Where a system has no architectures beside each other. */
    String plain() {
        return name + withVersion("=");
    }

    private String withVersion(String sign) {
        return version == null ? "" : sign + version;
    }
}
