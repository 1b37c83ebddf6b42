package io.noderax.agent.telemetry;

import io.noderax.protocol.telemetry.Measures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reading of the node.
 *
 * @param measures all that could be read
 * @param failures which probes failed, and why
 */
public record Sample(Measures measures, List<String> failures) {
    /**
     * What this server takes; null when the reference's form requires a measure that there is not: nothing is better than a wrong
     * number.
     *
     * @param extended whether the server knows the extension telemetry
     */
    public @Nullable Measures measuresFor(boolean extended) {
        if (extended) {
            return measures;
        }
        return measures.isComplete() ? measures.plain() : null;
    }
}
