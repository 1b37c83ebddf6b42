/**
 * A Socket.IO server without a transport of its own. An adapter hands HTTP requests and WebSocket frames to {@link
 * io.noderax.socketio.server.SocketServer}; below it a {@code Session} is one Engine.IO connection (polling, WebSocket, or on its way from
 * the one to the other), a {@code Client} its Socket.IO layer, and a {@link io.noderax.socketio.server.Peer} one namespace of it, which is
 * what an application sees. Applications are {@link io.noderax.socketio.server.Gateway gateways}: their code runs on virtual threads and
 * may block, in order for each peer; what an adapter calls never blocks.
 */
@NullMarked
package io.noderax.socketio.server;

import org.jspecify.annotations.NullMarked;
