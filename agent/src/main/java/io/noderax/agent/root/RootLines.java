package io.noderax.agent.root;

import io.noderax.linux.Descriptor;
import io.noderax.linux.DescriptorSocket;
import io.noderax.linux.Peer;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines of JSON between broker and caller, and the descriptors beside them. One thread receives at a time; any may send. */
public final class RootLines implements AutoCloseable {
    private static final int MOST_DESCRIPTORS = 8;

    private final DescriptorSocket socket;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private final List<Descriptor> descriptors = new ArrayList<>();
    private ByteBuffer arrived = ByteBuffer.allocate(0);

    public RootLines(DescriptorSocket socket) {
        this.socket = socket;
    }

    public Peer peer() throws IOException {
        return socket.peer();
    }

    public void send(JsonObject message, Descriptor... beside) throws IOException {
        socket.send((message + "\n").getBytes(StandardCharsets.UTF_8), beside);
    }

    /**
     * The next line; null when it has not come whole within the time.
     *
     * @throws EOFException when the other side has closed
     * @throws IOException when the line is too long, no JSON object, or the socket fails
     */
    public @Nullable JsonObject receive(Duration wait) throws IOException {
        long deadline = System.nanoTime() + wait.toNanos();
        while (!takeLine()) {
            DescriptorSocket.Received received =
                    socket.receive(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            if (received == null) {
                if (deadline - System.nanoTime() <= 0) {
                    return null;
                }
            } else {
                descriptors.addAll(received.descriptors());
                if (descriptors.size() > MOST_DESCRIPTORS) {
                    throw new IOException("too many descriptors");
                }
                arrived = received.bytes();
                if (!arrived.hasRemaining()) {
                    throw new EOFException("the other side has closed the connection");
                }
            }
        }
        byte[] whole = line.toByteArray();
        line.reset();
        return parse(whole);
    }

    /** Those that have come so far; theirs is the caller. */
    public List<Descriptor> takeDescriptors() {
        List<Descriptor> taken = List.copyOf(descriptors);
        descriptors.clear();
        return taken;
    }

    /** Another descriptor of the socket, to wait with. */
    public Descriptor duplicate() throws IOException {
        return socket.duplicate();
    }

    /** Both sides hear that nothing more comes; any thread. */
    public void end() {
        socket.end();
    }

    @Override
    public void close() {
        takeDescriptors().forEach(Descriptor::close);
        socket.close();
    }

    /** Whether the line is whole. */
    private boolean takeLine() throws IOException {
        while (arrived.hasRemaining()) {
            byte b = arrived.get();
            if (b == '\n') {
                return true;
            }
            line.write(b);
        }
        if (line.size() >= BrokerRequest.LONGEST_LINE) {
            throw new IOException("a line is longer than " + BrokerRequest.LONGEST_LINE + " bytes");
        }
        return false;
    }

    private static JsonObject parse(byte[] whole) throws IOException {
        try {
            return Json.parseObject(whole);
        } catch (JsonException e) {
            throw new IOException("a line is no JSON object: " + e.getMessage(), e);
        }
    }
}
