package io.noderax.server.nodes;

import io.noderax.protocol.session.WireHeaders;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says of itself in {@code x-noderax-capabilities}; a reference agent says nothing.
 *
 * @param tokens as sent, without those that are none, and without the slots
 * @param slots how many tasks it runs beside each other; null when it does not say
 */
public record AgentAbilities(Set<String> tokens, @Nullable Integer slots) {
    public static final AgentAbilities NONE = new AgentAbilities(Set.of(), null);

    private static final int LONGEST_HEADER = 1000;
    private static final int MOST_SLOTS = 10_000;

    /** Tokens that are not understood are kept: they may be of a newer agent. */
    public static AgentAbilities read(@Nullable String header) {
        if (header == null || header.length() > LONGEST_HEADER) {
            return NONE;
        }
        List<String> words = List.of(header.split("\\s*,\\s*")).stream()
                .map(String::strip)
                .filter(word -> word.matches("[a-z0-9][a-z0-9=.-]{0,63}"))
                .toList();
        Set<String> tokens = words.stream()
                .filter(word -> !word.startsWith(WireHeaders.CAP_SLOTS))
                .collect(Collectors.toCollection(TreeSet::new));
        Integer slots = words.stream()
                .filter(word -> word.matches(WireHeaders.CAP_SLOTS + "[0-9]{1,5}"))
                .map(word -> Integer.valueOf(word.substring(WireHeaders.CAP_SLOTS.length())))
                .filter(count -> count <= MOST_SLOTS)
                .findFirst()
                .orElse(null);
        return new AgentAbilities(tokens, slots);
    }

    /** Whether it has said that token. */
    public boolean has(String token) {
        return tokens.contains(token);
    }

    /** Whether it keeps output and results on its disk until they are acknowledged. */
    public boolean keepsJournal() {
        return tokens.contains(WireHeaders.CAP_JOURNAL);
    }

    /** Whether it runs only the types that its claims name. */
    public boolean namesItsTypes() {
        return tokens.contains(WireHeaders.CAP_TYPES);
    }
}
