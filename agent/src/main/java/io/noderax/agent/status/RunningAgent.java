package io.noderax.agent.status;

import io.noderax.linux.LocalSocket;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The agent that runs with a state file, seen from another process. */
public final class RunningAgent {
    private RunningAgent() {}

    /** What came of asking it. */
    public sealed interface Reply {
        /** Its report. */
        record Told(JsonObject report) implements Reply {}

        /** Nobody listens. */
        record Nobody() implements Reply {}

        /** Somebody listens, but does not answer as an agent does. */
        record Silent(String sentence) implements Reply {}
    }

    /** Asks it; gives up after that time. */
    public static Reply ask(Path stateFile, Duration within) {
        SocketChannel channel = connect(StatusSocket.beside(stateFile));
        if (channel == null) {
            return new Reply.Nobody();
        }
        try (channel) {
            return new Reply.Told(Json.parseObject(readAll(channel, System.nanoTime() + within.toNanos())));
        } catch (IOException | JsonException e) {
            return new Reply.Silent(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable SocketChannel connect(Path socket) {
        try {
            return LocalSocket.connect(socket);
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] readAll(SocketChannel channel, long deadline) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        try (Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            while (true) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0 || selector.select(left) == 0) {
                    throw new IOException("no answer in time");
                }
                selector.selectedKeys().clear();
                int read = channel.read(buffer.clear());
                if (read < 0) {
                    return answer.toByteArray();
                }
                answer.write(buffer.array(), 0, read);
            }
        }
    }
}
