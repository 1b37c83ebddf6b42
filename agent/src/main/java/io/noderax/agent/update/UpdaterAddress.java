package io.noderax.agent.update;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Where the updater is asked: one line of JSON there, one back. */
public record UpdaterAddress(Path socket) {
    /** Of an answer; anything else refuses. */
    public static final String ACCEPTED = "accepted";

    /** A line that is longer is none of ours. */
    public static final int LONGEST_LINE = 16 * 1024;

    /** An updater that is started by the first caller is a JVM that has to come up. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(20);

    /**
     * Hands the request over; it is written down there when this returns.
     *
     * @throws UpdateRefused when nothing was begun
     */
    public void ask(UpdateRequest request) throws UpdateRefused {
        if (!Files.exists(socket)) {
            throw new UpdateRefused(
                    UpdateRefused.NO_UPDATER,
                    "this agent cannot update itself: no updater listens at " + socket
                            + " (it comes with the installation as a service of systemd)");
        }
        JsonObject answer;
        try {
            answer = exchange(request.toJson() + "\n");
        } catch (IOException | JsonException e) {
            throw new UpdateRefused(
                    UpdateRefused.NO_UPDATER, "the updater at " + socket + " does not answer: " + e.getMessage());
        }
        if (!Boolean.TRUE.equals(answer.get(ACCEPTED))) {
            String code = answer.text("code");
            throw new UpdateRefused(code == null ? UpdateRefused.REFUSED : code, String.valueOf(answer.text("reason")));
        }
    }

    private JsonObject exchange(String line) throws IOException {
        try (SocketChannel channel = LocalSocket.connect(socket);
                Selector selector = Selector.open()) {
            ByteBuffer out = StandardCharsets.UTF_8.encode(line);
            while (out.hasRemaining()) {
                channel.write(out);
            }
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            return Json.parseObject(readLine(channel, selector, System.nanoTime() + LONGEST_ANSWER.toNanos()));
        }
    }

    private static byte[] readLine(SocketChannel channel, Selector selector, long deadline) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        while (line.size() <= LONGEST_LINE) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0 || selector.select(left) == 0) {
                throw new IOException("no answer in time");
            }
            selector.selectedKeys().clear();
            int read = channel.read(buffer.clear());
            if (read < 0) {
                return line.toByteArray();
            }
            line.write(buffer.array(), 0, read);
        }
        throw new IOException("the answer is too long");
    }
}
