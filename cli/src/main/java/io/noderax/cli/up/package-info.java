/**
 * {@code up}: the whole system on one machine. {@link io.noderax.cli.up.Up} starts the server, lets it get ready, enrolls this
 * machine by the way that every machine takes, waits for Ctrl-C, and stops everything in order.
 */
@NullMarked
package io.noderax.cli.up;

import org.jspecify.annotations.NullMarked;
