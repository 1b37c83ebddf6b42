package io.noderax.system;

import java.util.Set;

/**
 * What a scenario's trouble excuses.
 *
 * @param failures codes of {@code statusReason} with which a task may fail though its command would not
 * @param gaps whether bytes may be missing within a gap that counts them
 * @param cutShort whether the output of a task that failed so may end early
 */
record Allowance(Set<String> failures, boolean gaps, boolean cutShort) {
    static final Allowance NONE = new Allowance(Set.of(), false, false);
}
