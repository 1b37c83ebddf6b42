package io.noderax.agent.packages;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Why a change of packages failed, by what its tool printed.
 *
 * @param subjects packages, or a question, that it is about; may be empty
 */
record Diagnosis(Cause cause, List<String> subjects) {
    private static final int MOST_SUBJECTS = 50;
    private static final int LONGEST_SUBJECT = 300;
    private static final int LONGEST_LINE = 2000;
    private static final String HELD_HEADING = "The following held packages will be changed:";

    /** The most telling cause; null when the output tells none. */
    static @Nullable Diagnosis of(PackageSystem system, @Nullable Integer exitCode, String output) {
        Map<Cause, SequencedSet<String>> found = new EnumMap<>(Cause.class);
        boolean held = false;
        for (String whole : output.lines().toList()) {
            String line = whole.length() > LONGEST_LINE ? whole.substring(0, LONGEST_LINE) : whole;
            for (Symptom symptom : system.symptoms()) {
                note(found, symptom.cause(), symptom.in(line));
            }
            held = line.contains(HELD_HEADING) || (held && line.startsWith("  "));
            if (held && line.startsWith("  ")) {
                for (String name : line.strip().split(" +", -1)) {
                    note(found, Cause.HELD, name);
                }
            }
        }
        Cause byExit = exitCode == null ? null : system.exitCodes().get(exitCode);
        if (byExit != null) {
            note(found, byExit, "");
        }
        return found.entrySet().stream()
                .findFirst()
                .map(entry -> new Diagnosis(entry.getKey(), new ArrayList<>(entry.getValue())))
                .orElse(null);
    }

    private static void note(Map<Cause, SequencedSet<String>> found, Cause cause, @Nullable String subject) {
        if (subject == null) {
            return;
        }
        SequencedSet<String> subjects = found.computeIfAbsent(cause, _ -> new LinkedHashSet<>());
        if (!subject.isEmpty() && subjects.size() < MOST_SUBJECTS) {
            subjects.add(subject.length() > LONGEST_SUBJECT ? subject.substring(0, LONGEST_SUBJECT) : subject);
        }
    }
}
