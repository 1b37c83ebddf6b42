/** Telling the server that this node is there. */
@NullMarked
package io.noderax.agent.presence;

import org.jspecify.annotations.NullMarked;
