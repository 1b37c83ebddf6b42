package io.noderax.agent.policy;

import java.util.ArrayList;
import java.util.List;

/** A policy as lines for a person. */
final class PolicyWords {
    private PolicyWords() {}

    static List<String> of(Policy policy) {
        List<String> lines = new ArrayList<>();
        for (PolicyFile file : policy.files()) {
            lines.add(file.path().toString());
            file.lists().forEach(list -> addList(list, lines));
            if (file.highest() != null) {
                lines.add("  line %d: no root access profile above %s"
                        .formatted(
                                file.highest().place().line(),
                                file.highest().profile().wireName()));
            }
            if (file.ceiling() != null) {
                lines.add("  line %d: %s"
                        .formatted(file.ceiling().place().line(), file.ceiling().words()));
            }
        }
        return lines;
    }

    private static void addList(RuleList list, List<String> lines) {
        String word = list.allows() ? "allow" : "deny";
        if (list.rules().isEmpty()) {
            lines.add("  line %d: %s no %s at all"
                    .formatted(list.place().line(), word, list.kind().fileName()));
        }
        for (Rule rule : list.rules()) {
            String what = switch (rule) {
                case Rule.Text(Kind kind, Pattern pattern, Place _) -> kind.fileName() + " " + pattern.words();
                case Rule.Time(Hours hours, Place _) -> hours.words();
            };
            lines.add("  line %d: %s %s".formatted(rule.place().line(), word, what));
        }
    }
}
