package io.noderax.server.tasklogs;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Makes the bytes of segments smaller; those for which it is not worth the work stay as they are. */
final class Packing {
    private static final int WORTH_IT = 512;
    private static final int LEVEL = 1;

    private Packing() {}

    /** The packed bytes, or the same buffer when packing does not help. */
    static ByteBuffer pack(ByteBuffer raw) {
        if (raw.remaining() < WORTH_IT) {
            return raw;
        }
        Deflater deflater = new Deflater(LEVEL, true);
        try {
            deflater.setInput(raw.duplicate());
            deflater.finish();
            ByteBuffer packed = ByteBuffer.allocate(raw.remaining());
            deflater.deflate(packed);
            return deflater.finished() ? packed.flip() : raw;
        } finally {
            deflater.end();
        }
    }

    /** @param size of the bytes when they are not packed */
    static ByteBuffer unpack(byte[] packed, int size) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed);
            ByteBuffer raw = ByteBuffer.allocate(size);
            inflater.inflate(raw);
            if (raw.hasRemaining()) {
                throw new BrokenSegment("packed bytes end too early");
            }
            return raw.flip();
        } catch (DataFormatException e) {
            throw new BrokenSegment("bytes are not packed as they should be: " + e.getMessage());
        } finally {
            inflater.end();
        }
    }
}
