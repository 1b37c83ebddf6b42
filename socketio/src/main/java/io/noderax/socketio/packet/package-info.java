/**
 * The packets of Engine.IO 4 and Socket.IO 5 as sealed types: strict, pure parsing within limits, and encoding. JSON stays text: it is
 * checked and sliced, never turned into a tree, so that whoever uses a packet reads its arguments with a JSON library of their own.
 */
@NullMarked
package io.noderax.socketio.packet;

import org.jspecify.annotations.NullMarked;
