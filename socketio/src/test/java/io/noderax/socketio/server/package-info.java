@org.jspecify.annotations.NullMarked
package io.noderax.socketio.server;
