/** Tasks: running a command on a node, following its output, listing, cancelling. */
@NullMarked
package io.noderax.cli.tasks;

import org.jspecify.annotations.NullMarked;
