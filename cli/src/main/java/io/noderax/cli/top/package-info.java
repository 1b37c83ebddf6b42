/** {@code top}: what the nodes measure, live. */
@NullMarked
package io.noderax.cli.top;

import org.jspecify.annotations.NullMarked;
