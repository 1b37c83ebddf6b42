package io.noderax.agent.packages;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question to a package system: what to run and how to read the answer.
 *
 * @param good exit codes of an answer; any other is a failure
 * @param otherwise asked when this one fails; null when nothing else can be
 */
record Query(
        List<String> argv,
        OutputParser parser,
        Set<Integer> good,
        @Nullable Query otherwise) {
    static Query of(OutputParser parser, String... argv) {
        return new Query(List.of(argv), parser, Set.of(0), null);
    }

    /** The same, where another exit code says that there is nothing, or something, to tell. */
    Query orExit(Integer... codes) {
        Set<Integer> all = new java.util.HashSet<>(good);
        all.addAll(List.of(codes));
        return new Query(argv, parser, Set.copyOf(all), otherwise);
    }

    Query orElse(Query other) {
        return new Query(argv, parser, good, other);
    }
}
