/** Tasks: what an operator asks for, how an agent claims it, and what the agent reports. */
@NullMarked
package io.noderax.protocol.task;

import org.jspecify.annotations.NullMarked;
