package io.noderax.linux;

import org.jspecify.annotations.Nullable;

/**
 * The processes that one command brought into the world: the session and group of its first process, whoever carries the mark in the
 * environment or in a limit, which also finds those that made a session of their own and that nothing else ties to it, the descendants
 * of all these, and where there is a control group, everybody in it.
 *
 * @param leader the first process; null when it is not known
 * @param mark an environment entry, {@code NAME=value}, that no other process has
 * @param control the group that the first process began in; null when it has none of its own
 */
public record ProcessFamily(
        @Nullable ProcessIdentity leader,
        String mark,
        @Nullable ControlGroup control) {
    /** One without a control group. */
    public ProcessFamily(@Nullable ProcessIdentity leader, String mark) {
        this(leader, mark, null);
    }

    boolean holds(ProcessStat stat) {
        return leader != null && (stat.session() == leader.pid() || stat.group() == leader.pid());
    }
}
