package io.noderax.agent.journal;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.log.BadFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The exit record on the disk. Its room is taken before the process starts, so that a disk which is full later takes it. */
public final class ExitFile {
    private static final String NAME = "exit";
    private static final int ROOM = 8 * 1024;

    private ExitFile() {}

    /** Takes the room. */
    public static void reserve(Path folder) throws IOException {
        byte[] blanks = new byte[ROOM];
        Arrays.fill(blanks, (byte) ' ');
        try (FileChannel channel = FileChannel.open(
                folder.resolve(NAME),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            write(channel, ByteBuffer.wrap(blanks));
        }
    }

    /** On the disk when this returns. */
    public static void write(Path folder, ExitRecord record) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Checksummed.record(record.toJson().toString()));
        if (bytes.remaining() > ROOM) {
            throw new IllegalArgumentException("the exit record takes " + bytes.remaining() + " bytes");
        }
        try (FileChannel channel = FileChannel.open(folder.resolve(NAME), StandardOpenOption.WRITE)) {
            write(channel, bytes);
        }
    }

    /** Null when there is none, or none that was written whole. */
    public static @Nullable ExitRecord read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return null;
        }
        byte[] bytes = Files.readAllBytes(file);
        int length = 0;
        while (length < bytes.length && bytes[length] != '\n') {
            length++;
        }
        String content = length == bytes.length ? null : Checksummed.content(bytes, 0, length);
        try {
            return content == null
                    ? null
                    : Fields.read(Json.parseObject(content), Fields.Unknown.IGNORED, ExitRecord::read);
        } catch (JsonException | InvalidFields | BadFrame e) {
            return null;
        }
    }

    static void delete(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(NAME));
    }

    private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }
}
