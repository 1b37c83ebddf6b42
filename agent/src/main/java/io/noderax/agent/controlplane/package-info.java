/** The calls to the server, each answer as one of a few sealed cases; the one place that knows what is worth trying again. */
@NullMarked
package io.noderax.agent.controlplane;

import org.jspecify.annotations.NullMarked;
