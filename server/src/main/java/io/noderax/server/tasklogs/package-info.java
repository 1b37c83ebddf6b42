/**
 * Tasks' logs: bytes in the order of arrival, stored in pieces, read by offset or by line. Knows of tasks only what
 * {@link io.noderax.server.tasklogs.LoggedTasks} says.
 */
@NullMarked
package io.noderax.server.tasklogs;

import org.jspecify.annotations.NullMarked;
