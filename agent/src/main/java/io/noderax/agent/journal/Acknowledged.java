package io.noderax.agent.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How many output records the server has: one number, overwritten in place. Lost with the power, lines are sent again. */
final class Acknowledged implements AutoCloseable {
    private static final String ZEROS = "0".repeat(19);

    private final FileChannel channel;
    private long records;

    private Acknowledged(FileChannel channel, long records) {
        this.channel = channel;
        this.records = records;
    }

    static Acknowledged open(Path file) throws IOException {
        long records = Files.exists(file) ? read(Files.readAllBytes(file)) : 0;
        return new Acknowledged(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE), records);
    }

    long records() {
        return records;
    }

    void set(long number) throws IOException {
        records = number;
        String digits = String.valueOf(number);
        byte[] record = Checksummed.record(ZEROS.substring(digits.length()) + digits);
        channel.write(ByteBuffer.wrap(record), 0);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static long read(byte[] bytes) {
        String content = bytes.length == 0 ? null : Checksummed.content(bytes, 0, bytes.length - 1);
        try {
            return content == null ? 0 : Long.parseLong(content);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
