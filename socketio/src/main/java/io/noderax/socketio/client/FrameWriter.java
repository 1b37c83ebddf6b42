package io.noderax.socketio.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/** Writes masked frames, each whole. The lock is held while one is written: frames must not mix. */
final class FrameWriter {
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int MASK = 4;

    private final OutputStream out;
    private final RandomGenerator chance;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;

    FrameWriter(Socket socket, RandomGenerator chance) throws IOException {
        this.out = socket.getOutputStream();
        this.chance = chance;
    }

    void write(int opcode, byte[] payload) throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new SocketFailed(new Failure.Closed(1005, ""));
            }
            out.write(frame(opcode, payload));
        } finally {
            lock.unlock();
        }
    }

    /** Nothing can be written afterwards. When another frame is stuck, it goes without a word. */
    void sayGoodbye(int code, String reason) {
        boolean free = false;
        try {
            free = lock.tryLock(200, TimeUnit.MILLISECONDS);
            if (free && !closed) {
                closed = true;
                byte[] text = reason.getBytes(StandardCharsets.UTF_8);
                byte[] payload = ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array();
                out.write(frame(CLOSE, code == 1005 ? new byte[0] : payload));
            }
        } catch (IOException _) {
            // The other side has gone already.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            if (free) {
                lock.unlock();
            }
        }
    }

    private byte[] frame(int opcode, byte[] payload) {
        int lengthBytes = payload.length < 126 ? 0 : payload.length < 65536 ? 2 : 8;
        byte[] bytes = new byte[2 + lengthBytes + MASK + payload.length];
        ByteBuffer frame = ByteBuffer.wrap(bytes);
        frame.put((byte) (FINAL | opcode));
        switch (lengthBytes) {
            case 0 -> frame.put((byte) (MASKED | payload.length));
            case 2 -> frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
            default -> frame.put((byte) (MASKED | 127)).putLong(payload.length);
        }
        int mask = chance.nextInt();
        frame.putInt(mask);
        for (int at = 0; at < payload.length; at++) {
            frame.put((byte) (payload[at] ^ mask >>> (24 - 8 * (at & 3))));
        }
        return bytes;
    }
}
