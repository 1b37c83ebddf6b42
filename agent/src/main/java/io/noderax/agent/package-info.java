/** The agent: {@link AgentMain} turns arguments into an exit code, {@link Agent} builds every part and stops them in order. */
@NullMarked
package io.noderax.agent;

import org.jspecify.annotations.NullMarked;
