package io.noderax.agent.packages;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Words of a tool that tell a cause.
 *
 * @param line found in one line of output; its first group, if it has one, is the package, or the question, that it is about
 */
record Symptom(Cause cause, Pattern line) {
    static Symptom of(Cause cause, String line) {
        return new Symptom(cause, Pattern.compile(line));
    }

    /** Null when the line does not tell it; empty when it tells nothing more. */
    @Nullable
    String in(String text) {
        Matcher found = line.matcher(text);
        if (!found.find()) {
            return null;
        }
        String subject = found.groupCount() == 0 ? null : found.group(1);
        return subject == null ? "" : subject.strip();
    }
}
