/**
 * The realtime session with the control plane: {@code RealtimeLoop} connects again and again, {@code RealtimeSession} is one
 * connection, {@code Outgoing} what waits to be sent on it. It knows no feature; measures come from {@code Readings}, everything
 * else goes to and comes from {@code SessionListener}.
 */
@NullMarked
package io.noderax.agent.realtime;

import org.jspecify.annotations.NullMarked;
