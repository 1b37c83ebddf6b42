/**
 * Everything that needs libc: a child in a session of its own, its output, its exit, and the signals that end it.
 *
 * <p>{@link Spawner} starts a {@link Child}; {@link ChildOutput} reads what it writes; {@link ProcessTable} tells from
 * {@code /proc} which processes belong to it; {@link TerminationLoop} ends all of them. A {@link Pty} is a child on a terminal, {@link
 * OwnTerminal} the one of this process. Nothing here touches libc before the
 * first spawn or signal.
 */
@NullMarked
package io.noderax.linux;

import org.jspecify.annotations.NullMarked;
