package io.noderax.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connected unix socket that passes open descriptors beside its bytes. One thread receives and closes; any may send, or {@link #end}
 * the conversation.
 */
public final class DescriptorSocket implements AutoCloseable {
    private static final int LARGEST_READ = 16 * 1024;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int FIRST_FREE_DESCRIPTOR = 3;

    private final Descriptor socket;
    private boolean closed;

    DescriptorSocket(int descriptor) {
        this.socket = new Descriptor(descriptor);
    }

    /**
     * What one {@link #receive} took.
     *
     * @param bytes none when nothing more will come
     * @param descriptors the receiver's, to be closed by it
     */
    public record Received(ByteBuffer bytes, List<Descriptor> descriptors) {}

    /** Connects to who listens there. */
    public static DescriptorSocket connect(Path path) throws IOException {
        return new DescriptorSocket(SocketCalls.connect(path));
    }

    public Peer peer() throws IOException {
        return SocketCalls.peer(socket.number());
    }

    /** Sends all of it; the descriptors stay the caller's. */
    public synchronized void send(byte[] bytes, Descriptor... descriptors) throws IOException {
        if (closed) {
            throw new IOException("the socket is closed");
        }
        List<Descriptor> beside = List.of(descriptors);
        int sent = 0;
        while (sent < bytes.length) {
            sent += send(bytes, sent, beside);
            beside = List.of();
        }
    }

    /**
     * Takes what has come.
     *
     * @return null when nothing has within the time
     * @throws IOException when the socket fails, or more descriptors came than anybody needs
     */
    public @Nullable Received receive(Duration wait) throws IOException {
        int milliseconds = Math.clamp(wait.toMillis(), 0, Integer.MAX_VALUE);
        if (!SocketCalls.isReadable(socket.number(), milliseconds)) {
            return null;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(LARGEST_READ);
            DescriptorMessage message = DescriptorMessage.toReceive(arena, buffer);
            Libc.Result taken = SocketCalls.receive(socket.number(), message.header(), MSG_CMSG_CLOEXEC);
            if (taken.failed() && taken.errno() == Errno.EINTR) {
                return null;
            }
            int length = SocketCalls.expect("cannot receive", taken);
            Received received = new Received(
                    ByteBuffer.wrap(buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE)), message.descriptors());
            if (message.isCut()) {
                received.descriptors().forEach(Descriptor::close);
                throw new IOException("too many descriptors");
            }
            return received;
        }
    }

    /** Another descriptor of the same socket, to wait with. */
    public Descriptor duplicate() throws IOException {
        return new Descriptor(SocketCalls.expect(
                "cannot duplicate a descriptor", Libc.fcntl(socket.number(), F_DUPFD_CLOEXEC, FIRST_FREE_DESCRIPTOR)));
    }

    /** Both sides hear that nothing more comes; any thread, also again. */
    public synchronized void end() {
        if (!closed) {
            SocketCalls.shutdown(socket.number());
        }
    }

    @Override
    public synchronized void close() {
        end();
        closed = true;
        socket.close();
    }

    private int send(byte[] bytes, int from, List<Descriptor> beside) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            DescriptorMessage message = DescriptorMessage.toSend(arena, bytes, from, beside);
            Libc.Result sent = SocketCalls.send(socket.number(), message.header(), MSG_NOSIGNAL);
            return sent.failed() && sent.errno() == Errno.EINTR ? 0 : SocketCalls.expect("cannot send", sent);
        }
    }
}
