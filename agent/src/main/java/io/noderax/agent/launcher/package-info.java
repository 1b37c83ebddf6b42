/** The agent's side of the holder: starts it when there is none, and asks it for what a task needs. */
@NullMarked
package io.noderax.agent.launcher;

import org.jspecify.annotations.NullMarked;
