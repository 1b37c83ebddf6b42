package io.noderax.agent.journal;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.log.BadFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The exit record on the disk. Its room is taken before the process starts, so that a disk which is full later takes it. Who makes
 * the file decides whether the attempt is ever launched: its holder, or the agent that gives it up.
 */
public final class ExitFile {
    private static final String NAME = "exit";
    private static final int ROOM = 8 * 1024;

    private ExitFile() {}

    /** Takes the room: the first step of a launch. Fails when the file is there. */
    public static void reserve(Path folder) throws IOException {
        byte[] blanks = new byte[ROOM];
        Arrays.fill(blanks, (byte) ' ');
        try (FileChannel channel =
                FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            write(channel, ByteBuffer.wrap(blanks));
        } catch (FileAlreadyExistsException e) {
            throw new IOException("the attempt was given up, or launched before", e);
        } catch (IOException e) {
            delete(folder);
            throw e;
        }
    }

    /**
     * Makes sure that nobody launches the attempt any more, not even a holder that has the order and has not read it yet; for an
     * agent whose question the holder has answered, or which found none. False when a launch has begun.
     */
    static boolean forestall(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        try {
            Files.createFile(file);
            return true;
        } catch (FileAlreadyExistsException e) {
            // Empty: it was forestalled before, or its holder ended before it could take the room.
            return Files.size(file) == 0;
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

    /** Also after a launch of which nothing came: then it is as if none had begun. */
    public static void delete(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(NAME));
    }

    private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }
}
