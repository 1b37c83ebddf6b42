package io.noderax.agent.holder;

import io.noderax.agent.journal.ExitRecord;
import io.noderax.protocol.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One agent's connection: lines in, lines out, none of which ever blocks. Only the holder's loop uses it. */
final class HolderConnection {
    private static final int LONGEST_LINE = 8 * 1024 * 1024;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private ByteBuffer out = ByteBuffer.allocate(0);
    private @Nullable HeldTask attached;
    private long toldWritten = -1;
    private boolean toldExit;

    /** Takes a line. */
    interface Receiver {
        void receive(byte[] line);
    }

    HolderConnection(SocketChannel channel, SelectionKey key) {
        this.channel = channel;
        this.key = key;
    }

    /** From now on it is told how the task goes on. */
    void attach(HeldTask task) {
        attached = task;
    }

    /** Reads what has come; false when the other side has closed. */
    boolean read(ByteBuffer buffer, Receiver receiver) throws IOException {
        int length = channel.read(buffer.clear());
        buffer.flip();
        while (buffer.hasRemaining()) {
            byte b = buffer.get();
            if (b == '\n') {
                byte[] whole = line.toByteArray();
                line.reset();
                receiver.receive(whole);
            } else {
                line.write(b);
            }
        }
        if (line.size() > LONGEST_LINE) {
            throw new IOException("a request is longer than " + LONGEST_LINE + " bytes");
        }
        return length >= 0;
    }

    void send(JsonObject message) throws IOException {
        byte[] bytes = (message + "\n").getBytes(StandardCharsets.UTF_8);
        out = ByteBuffer.allocate(out.remaining() + bytes.length)
                .put(out)
                .put(bytes)
                .flip();
        flush();
    }

    void flush() throws IOException {
        channel.write(out);
        key.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** Tells what is new of the attached task, unless the other side is still behind with what it was told before. */
    void tell() throws IOException {
        HeldTask task = attached;
        if (task == null || toldExit || out.hasRemaining()) {
            return;
        }
        ExitRecord record = task.record();
        if (record != null) {
            toldExit = true;
            send(JsonObject.of("exited", record.toJson()));
            return;
        }
        long written = task.written();
        if (written > toldWritten) {
            toldWritten = written;
            send(JsonObject.of("written", written));
        }
    }

    /** False when it was closed before. */
    boolean close() {
        boolean open = channel.isOpen();
        try {
            channel.close();
        } catch (IOException e) {
            key.cancel();
        }
        return open;
    }
}
