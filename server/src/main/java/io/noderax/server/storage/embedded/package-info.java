/** The PostgreSQL that comes with the server: unpacked, created, started, adopted or stopped by pid and start time. */
@NullMarked
package io.noderax.server.storage.embedded;

import org.jspecify.annotations.NullMarked;
