package io.noderax.agent.policy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants done, as far as rules can be about it.
 *
 * @param values by kind. A kind that is there without a value is one whose value nobody can read: rules of that kind refuse it
 * @param surface of root access that it takes; null when it does not run as root
 * @param extras members that change what a command does, beside its text
 */
record Asked(Map<Kind, List<String>> values, @Nullable String surface, List<String> extras) {
    static Builder of(Kind kind, String value) {
        return new Builder().with(kind, List.of(value));
    }

    static final class Builder {
        private final Map<Kind, List<String>> values = new EnumMap<>(Kind.class);
        private final List<String> extras = new ArrayList<>();
        private @Nullable String surface;

        Builder with(Kind kind, List<String> named) {
            values.put(kind, List.copyOf(named));
            return this;
        }

        Builder as(String user, @Nullable String byRootAccess) {
            surface = byRootAccess;
            return with(Kind.USERS, List.of(user));
        }

        Builder extra(String member) {
            extras.add(member);
            return this;
        }

        Asked build() {
            return new Asked(new EnumMap<>(values), surface, List.copyOf(extras));
        }
    }
}
