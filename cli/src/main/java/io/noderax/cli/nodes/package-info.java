/** Nodes: listing them, and finding the one that was meant. */
@NullMarked
package io.noderax.cli.nodes;

import org.jspecify.annotations.NullMarked;
