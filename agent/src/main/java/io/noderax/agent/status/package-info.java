/** What an agent says of itself when a person asks: figures, and what is wrong in words; over a socket beside its state file. */
@NullMarked
package io.noderax.agent.status;

import org.jspecify.annotations.NullMarked;
