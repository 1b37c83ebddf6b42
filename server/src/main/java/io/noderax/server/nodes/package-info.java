/** Nodes: who they are, how their agents prove it, whether they are there, maintenance. */
@NullMarked
package io.noderax.server.nodes;

import org.jspecify.annotations.NullMarked;
