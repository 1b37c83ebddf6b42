/** {@code shell}: a terminal on a node, from this terminal. */
@NullMarked
package io.noderax.cli.shell;

import org.jspecify.annotations.NullMarked;
