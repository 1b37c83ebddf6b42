package io.noderax.system;

import java.util.Set;

/**
 * What a scenario's trouble excuses.
 *
 * @param failures codes of {@code statusReason} with which a task may fail though its command would not
 * @param unstarted codes with which a task may fail that never ran
 * @param gaps whether bytes may be missing within a gap that counts them
 * @param cutShort whether the output of a task that failed so may end early
 */
record Allowance(Set<String> failures, Set<String> unstarted, boolean gaps, boolean cutShort) {
    static final Allowance NONE = new Allowance(Set.of(), Set.of(), false, false);
}
