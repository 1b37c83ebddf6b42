package io.noderax.agent.packages;

import java.util.ArrayList;
import java.util.List;

/** Words that mean the same whichever tool says them, and those of the tools over rpm. */
final class Symptoms {
    private static final List<Symptom> OF_ALL = List.of(
            Symptom.of(Cause.NO_SPACE, "No space left on device"),
            Symptom.of(Cause.NETWORK, "[Tt]emporary failure (?:in name resolution|resolving)"),
            Symptom.of(Cause.NETWORK, "Could not resolve (?:host|')"),
            Symptom.of(Cause.NETWORK, "(?:Unable|Could not|Failed) to connect to "),
            Symptom.of(Cause.NETWORK, "Could not connect to "),
            Symptom.of(Cause.NETWORK, "Connection (?:timed out|refused)"));

    /** Questions that nobody answered; only of tools that do not print those that they answer themselves. */
    private static final List<Symptom> PROMPTS = List.of(
            Symptom.of(Cause.BLOCKED_PROMPT, "^(?:\\[stderr] )?(.*\\?) *\\[[Yy]/[Nn]] *Abort"),
            Symptom.of(Cause.BLOCKED_PROMPT, "^(?:\\[stderr] )?(.*\\?) *[\\[(][yY](?:es)?/[nN](?:o)?[\\])] *:?\\s*$"),
            Symptom.of(Cause.BLOCKED_PROMPT, "^(?:\\[stderr] )?(Is this ok) \\[y/(?:d/)?N]:"));

    /** What no repository has; said by everything over libsolv. */
    static final String NEEDED = "nothing provides '?([^']+?)'? needed by ";

    private static final List<Symptom> OF_RPM = List.of(
            Symptom.of(Cause.NO_SPACE, "needs (?:at least )?\\d+ ?[KMG]i?B (?:more space )?(?:needed )?on the "),
            Symptom.of(Cause.NO_SPACE, "At least \\d+ ?[KMG]i?B more space needed on the "),
            Symptom.of(Cause.NOT_FOUND, "No match for argument: (\\S+)"),
            Symptom.of(Cause.NOT_FOUND, "No package (\\S+) available"),
            Symptom.of(Cause.NOT_FOUND, "No Match for argument: (\\S+)"),
            Symptom.of(Cause.WAITING_LOCK, "Waiting for process with pid (\\d+) to finish"),
            Symptom.of(Cause.WAITING_LOCK, "Waiting for a lock on the system repository"),
            Symptom.of(Cause.WAITING_LOCK, "Another app is currently holding the yum lock"),
            Symptom.of(Cause.WAITING_LOCK, "can't create transaction lock"),
            Symptom.of(
                    Cause.HELD, "All matches were filtered out by (?:exclude|modular) filtering for argument: (\\S+)"),
            Symptom.of(Cause.HELD, "Argument '([^']+)' matches only excluded packages"),
            Symptom.of(Cause.HELD, NEEDED),
            Symptom.of(Cause.NETWORK, "Cannot (?:download|retrieve) "),
            Symptom.of(Cause.NETWORK, "Failed to download metadata for repo"),
            Symptom.of(Cause.NETWORK, "Curl error \\(\\d+\\)"));

    private Symptoms() {}

    static List<Symptom> with(List<Symptom> own) {
        List<Symptom> all = new ArrayList<>(own);
        all.addAll(OF_ALL);
        return List.copyOf(all);
    }

    /** Of a tool that may leave a question unanswered. */
    static List<Symptom> asking(List<Symptom> own) {
        List<Symptom> all = new ArrayList<>(with(own));
        all.addAll(PROMPTS);
        return List.copyOf(all);
    }

    static List<Symptom> ofRpm() {
        return asking(OF_RPM);
    }
}
