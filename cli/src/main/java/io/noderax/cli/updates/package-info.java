/** Updates of the nodes' agents: what releases there are, and rollouts of them. */
@NullMarked
package io.noderax.cli.updates;

import org.jspecify.annotations.NullMarked;
