/** Packages of a node: what is installed, and changing that. */
@NullMarked
package io.noderax.cli.packages;

import org.jspecify.annotations.NullMarked;
