package io.noderax.linux;

import org.jspecify.annotations.Nullable;

/**
 * The processes that one command brought into the world: the session and group of its first process, and whoever carries the
 * mark in the environment, which also finds those that made a session of their own.
 *
 * @param leader the first process; null when it is not known
 * @param mark an environment entry, {@code NAME=value}, that no other process has
 */
public record ProcessFamily(@Nullable ProcessIdentity leader, String mark) {
    boolean holds(ProcessStat stat) {
        return leader != null && (stat.session() == leader.pid() || stat.group() == leader.pid());
    }
}
