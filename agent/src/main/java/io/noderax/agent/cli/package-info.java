/** The agent's commands: arguments to a call, answers to words and an exit code. */
@NullMarked
package io.noderax.agent.cli;

import org.jspecify.annotations.NullMarked;
