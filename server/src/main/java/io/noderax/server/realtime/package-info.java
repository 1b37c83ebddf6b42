/**
 * Open connections: agents' sockets, browsers' sockets, and the way between server processes. It knows no feature: a feature takes
 * part by a bean of {@link io.noderax.server.realtime.AgentGate}, {@link io.noderax.server.realtime.AgentEvents}, {@link
 * io.noderax.server.realtime.AgentArrivals}, {@link io.noderax.server.realtime.ConsoleGate} or {@link
 * io.noderax.server.realtime.ConsoleEvents}.
 */
@NullMarked
package io.noderax.server.realtime;

import org.jspecify.annotations.NullMarked;
