/** Releases of the agent, and how they come to the nodes: manifests, rollouts and what updaters tell of themselves. */
@NullMarked
package io.noderax.protocol.update;

import org.jspecify.annotations.NullMarked;
