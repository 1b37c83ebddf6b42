package io.noderax.agent.packages;

import java.util.List;

/** How a machine says that it wants to be started anew. */
sealed interface RebootSign {
    /**
     * A file is there.
     *
     * @param packages beside it, the packages that want it, a line each
     */
    record Marker(String file, String packages) implements RebootSign {}

    /** A program says so by its exit code; where there is no such program, nobody knows. */
    record Told(List<String> argv, int exitCode) implements RebootSign {}

    /** Nobody says it. */
    record Never() implements RebootSign {}
}
