/**
 * Terminals: shells on this node, typed into and watched over the realtime session.
 *
 * <p>{@link TerminalSessions} takes the server's events and hands them as orders to the one {@link TerminalSession} that they are
 * about. A session's thread alone works with its shell: it waits for output, orders and the end, types what is in the
 * {@link InputQueue}, and reads no more than {@link Outflow} can take. {@link Delivery} says everything that goes to the server, in
 * order, over the {@link TerminalLine}, which the realtime session plugs in.
 */
@NullMarked
package io.noderax.agent.terminal;

import org.jspecify.annotations.NullMarked;
