/** Packages of a node: what is installed, what can be, and wishes to change that. */
@NullMarked
package io.noderax.protocol.packages;

import org.jspecify.annotations.NullMarked;
