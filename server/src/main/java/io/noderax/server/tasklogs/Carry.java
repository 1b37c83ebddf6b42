package io.noderax.server.tasklogs;

import io.noderax.protocol.log.LineSplitter;
import java.nio.ByteBuffer;

/** The lines that have begun, as {@link LineSplitter} saves them. */
final class Carry {
    private Carry() {}

    static byte[] bytes(ByteBuffer carry) {
        byte[] bytes = new byte[carry.remaining()];
        carry.duplicate().get(bytes);
        return bytes;
    }

    static LineSplitter splitter(ByteBuffer carry) {
        return LineSplitter.restore(bytes(carry));
    }
}
