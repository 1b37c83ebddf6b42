package io.noderax.agent.launcher;

import io.noderax.linux.LocalSocket;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One connection to a holder, which has said hello. One thread reads; any may close. */
final class HolderLink implements AutoCloseable {
    private final SocketChannel channel;
    private final ByteBuffer arrived = ByteBuffer.allocate(4096).flip();

    private HolderLink(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Connects and says hello.
     *
     * @throws IOException when nobody is there, or it went away instead of answering; then it has done nothing
     */
    static HolderLink open(Path socket, long quota) throws IOException {
        HolderLink link = new HolderLink(LocalSocket.connect(socket));
        try {
            link.ask(JsonObject.of("quota", quota));
            return link;
        } catch (IOException e) {
            link.close();
            throw e;
        }
    }

    /** Sends a request and waits for its answer. */
    JsonObject ask(JsonObject request) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            channel.write(line);
        }
        JsonObject answer = receive();
        if (answer == null) {
            throw new IOException("the holder has closed the connection");
        }
        return answer;
    }

    /** The next message; null when the other side has closed. */
    @Nullable
    JsonObject receive() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        while (true) {
            while (arrived.hasRemaining()) {
                byte b = arrived.get();
                if (b == '\n') {
                    return parse(line.toByteArray());
                }
                line.write(b);
            }
            int length = channel.read(arrived.clear());
            arrived.flip();
            if (length < 0) {
                return null;
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Closed for us all the same.
        }
    }

    private static JsonObject parse(byte[] line) throws IOException {
        try {
            return Json.parseObject(line);
        } catch (JsonException e) {
            throw new IOException("the holder says what is no JSON", e);
        }
    }
}
