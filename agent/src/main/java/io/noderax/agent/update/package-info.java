/**
 * The agent's side of managed updates: the task {@code agent.update} is handed to the updater, a process of its own that outlives the
 * agent ({@link io.noderax.agent.updater}).
 */
@NullMarked
package io.noderax.agent.update;

import org.jspecify.annotations.NullMarked;
