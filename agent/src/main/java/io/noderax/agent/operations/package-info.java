/** The operational surface of root access: which operations there are, and what is run for each. */
@NullMarked
package io.noderax.agent.operations;

import org.jspecify.annotations.NullMarked;
