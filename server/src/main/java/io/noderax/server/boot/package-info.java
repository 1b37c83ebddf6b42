/** The way from the environment to a running server: settings, home folder, database, then Quarkus; and back down again. */
@NullMarked
package io.noderax.server.boot;

import org.jspecify.annotations.NullMarked;
