package io.noderax.agent.logscan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** A log file that stays the same file while it is open, whatever is done to its name. */
final class OpenLog implements AutoCloseable {
    private static final int TRIES = 5;

    private final FileChannel channel;
    private final long inode;
    private final long size;

    private OpenLog(FileChannel channel, long inode, long size) {
        this.channel = channel;
        this.inode = inode;
        this.size = size;
    }

    /** @throws IOException when it cannot be opened, or is no regular file: opening a pipe would wait for a writer */
    static OpenLog open(Path file) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            long before = inode(file);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            try {
                // What was opened has that inode only when the name meant the same file before and after.
                if (before == inode(file)) {
                    return new OpenLog(channel, before, channel.size());
                }
                channel.close();
            } catch (NoSuchFileException e) {
                channel.close();
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }
        throw new IOException(file + " is replaced all the time");
    }

    private static long inode(Path file) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(file, "unix:ino,isRegularFile");
        if (!Boolean.TRUE.equals(attributes.get("isRegularFile"))) {
            throw new IOException(file + " is not a regular file");
        }
        return attributes.get("ino") instanceof Long inode ? inode : 0;
    }

    long inode() {
        return inode;
    }

    /** As it was when it was opened. */
    long size() {
        return size;
    }

    /** Reads until the range is full; gives how much there was. */
    int read(long offset, byte[] into, int from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, from, length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position() - from) < 0) {
                break;
            }
        }
        return buffer.position() - from;
    }

    /** Whether a line begins there. */
    boolean isLineStart(long offset) throws IOException {
        byte[] before = new byte[1];
        return offset == 0 || (read(offset - 1, before, 0, 1) == 1 && before[0] == '\n');
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
