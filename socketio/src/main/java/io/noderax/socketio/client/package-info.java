/**
 * A Socket.IO client of few means: {@code java.base} alone, blocking sockets, no thread of its own. {@link
 * io.noderax.socketio.client.SocketClient#connect} opens a WebSocket, begins Engine.IO on it and enters one namespace; whoever calls {@link
 * io.noderax.socketio.client.SocketClient#listen} lends the thread that reads; any thread may send. It does not reconnect: its caller knows
 * when that makes sense, because every failure says what it is.
 */
@NullMarked
package io.noderax.socketio.client;

import org.jspecify.annotations.NullMarked;
