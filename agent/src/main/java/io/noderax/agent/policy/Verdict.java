package io.noderax.agent.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the policy says to something that is asked.
 *
 * @param refusal null when it is allowed; else a sentence that names the rule, its file and its line
 * @param notes how it came to that, a sentence for each kind of rules
 */
public record Verdict(@Nullable String refusal, List<String> notes) {
    public Verdict {
        notes = List.copyOf(notes);
    }

    static Verdict refused(String refusal) {
        return new Verdict(refusal, List.of());
    }
}
