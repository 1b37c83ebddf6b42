/** A node is prepared, and its machine joins by one command. */
@NullMarked
package io.noderax.cli.installs;

import org.jspecify.annotations.NullMarked;
