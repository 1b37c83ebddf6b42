package io.noderax.agent.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** How much of a log the server has: one record, overwritten in place. Torn or lost with the power, all is sent again. */
final class Acknowledged implements AutoCloseable {
    private static final int HEADER = 4 + 8 + 4 + 4;

    private final FileChannel channel;
    private Delivered delivered;

    private Acknowledged(FileChannel channel, Delivered delivered) {
        this.channel = channel;
        this.delivered = delivered;
    }

    static Acknowledged open(Path file) throws IOException {
        Delivered delivered = Files.exists(file) ? read(Files.readAllBytes(file)) : Delivered.NOTHING;
        return new Acknowledged(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE), delivered);
    }

    Delivered get() {
        return delivered;
    }

    void set(Delivered now) throws IOException {
        delivered = now;
        ByteBuffer record = ByteBuffer.allocate(HEADER + now.splitter().length)
                .putInt(0)
                .putLong(now.offset())
                .putInt(now.lines())
                .putInt(now.splitter().length)
                .put(now.splitter());
        record.putInt(0, checksum(record.array(), record.capacity())).flip();
        for (long at = 0; record.hasRemaining(); ) {
            at += channel.write(record, at);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static Delivered read(byte[] bytes) {
        if (bytes.length < HEADER) {
            return Delivered.NOTHING;
        }
        ByteBuffer record = ByteBuffer.wrap(bytes);
        int stored = record.getInt();
        long offset = record.getLong();
        int lines = record.getInt();
        int length = record.getInt();
        if (length < 0 || length > record.remaining() || stored != checksum(bytes, HEADER + length)) {
            return Delivered.NOTHING;
        }
        byte[] splitter = new byte[length];
        record.get(splitter);
        return new Delivered(offset, lines, splitter);
    }

    private static int checksum(byte[] record, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(record, 4, length - 4);
        return (int) checksum.getValue();
    }
}
