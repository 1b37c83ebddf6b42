/** Packages of nodes: a kept inventory, searches, and changes, each by a task of the node. */
@NullMarked
package io.noderax.server.packages;

import org.jspecify.annotations.NullMarked;
