/** The agent's own log: one line an event, on standard error. */
@NullMarked
package io.noderax.agent.log;

import org.jspecify.annotations.NullMarked;
