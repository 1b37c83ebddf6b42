package io.noderax.agent.operations;

import java.util.List;
import java.util.Map;

/**
 * What is run for an operation.
 *
 * @param argv program and arguments; no shell looks at them
 * @param environment beside a path, a home and a language, which every operation has
 */
public record OperationalCommand(List<String> argv, Map<String, String> environment) {
    public OperationalCommand {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }

    public OperationalCommand(String... argv) {
        this(List.of(argv), Map.of());
    }
}
