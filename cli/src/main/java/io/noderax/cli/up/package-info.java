/** {@code up}: server, database and a demo node on this machine, started, watched and stopped in order. */
@NullMarked
package io.noderax.cli.up;

import org.jspecify.annotations.NullMarked;
