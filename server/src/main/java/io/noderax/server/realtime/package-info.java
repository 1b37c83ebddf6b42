/**
 * Sockets on the server's own port: the Socket.IO endpoint at {@code /socket.io/}, mounted on Quarkus' router. Features bring {@link
 * io.noderax.socketio.server.Gateway gateways}; this package knows none of them.
 */
@NullMarked
package io.noderax.server.realtime;

import org.jspecify.annotations.NullMarked;
