/** Tasks: queue, claims, the agent's reports, cancel, logs. Every change of state is one conditional update. */
@NullMarked
package io.noderax.server.tasks;

import org.jspecify.annotations.NullMarked;
