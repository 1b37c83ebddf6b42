package io.noderax.agent.journal;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** An append-only file of small JSON records. What a crash tore off at the end is cut away at the next opening. One thread. */
final class StepFile implements AutoCloseable {
    private final FileChannel channel;

    private StepFile(FileChannel channel) {
        this.channel = channel;
    }

    /** The records of a file, and how many of its bytes they take. */
    record Content(List<JsonObject> records, long length) {}

    /** Opens for appending after the last whole record. */
    static StepFile open(Path file) throws IOException {
        long length = Files.exists(file) ? read(file).length() : 0;
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.truncate(length);
        channel.position(length);
        return new StepFile(channel);
    }

    /** Reads up to the first record that was not written whole. */
    static Content read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        List<JsonObject> records = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                String content = Checksummed.content(bytes, start, i - start);
                if (content == null || !add(records, content)) {
                    break;
                }
                start = i + 1;
            }
        }
        return new Content(records, start);
    }

    /** Appends one record; with {@code durable} it is on the disk when this returns. */
    void append(JsonObject record, boolean durable) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Checksummed.record(record.toString()));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        if (durable) {
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static boolean add(List<JsonObject> records, String content) {
        try {
            return records.add(Json.parseObject(content));
        } catch (JsonException e) {
            return false;
        }
    }
}
