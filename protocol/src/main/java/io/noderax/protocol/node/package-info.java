/** Nodes as operators see them. */
@NullMarked
package io.noderax.protocol.node;

import org.jspecify.annotations.NullMarked;
