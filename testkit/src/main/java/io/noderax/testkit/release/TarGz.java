package io.noderax.testkit.release;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Writes a tar.gz entry by entry, also such entries as no honest one has. */
public final class TarGz {
    private static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;

    private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

    public TarGz folder(String name) {
        return entry(name + "/", '5', "", new byte[0], 0755);
    }

    public TarGz file(String name, String text) {
        return entry(name, '0', "", text.getBytes(StandardCharsets.UTF_8), 0644);
    }

    public TarGz program(String name, String text) {
        return entry(name, '0', "", text.getBytes(StandardCharsets.UTF_8), 0755);
    }

    public TarGz file(String name, byte[] content) {
        return entry(name, '0', "", content, 0644);
    }

    public TarGz link(String name, String target) {
        return entry(name, '2', target, new byte[0], 0777);
    }

    /** A long name gets an entry of GNU's before it, as tar writes it. */
    public TarGz entry(String name, char type, String link, byte[] content, int mode) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > NAME_LENGTH) {
            header("././@LongLink", 'L', "", bytes.length + 1L, 0644);
            content(Arrays.copyOf(bytes, bytes.length + 1));
        }
        header(name, type, link, content.length, mode);
        content(content);
        return this;
    }

    public byte[] bytes() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            tar.writeTo(gzip);
            gzip.write(new byte[2 * BLOCK]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private void header(String name, char type, String link, long size, int mode) {
        byte[] header = new byte[BLOCK];
        put(header, 0, NAME_LENGTH, name);
        put(header, 100, 8, "%07o".formatted(mode));
        put(header, 108, 8, "0000000");
        put(header, 116, 8, "0000000");
        put(header, 124, 12, "%011o".formatted(size));
        put(header, 136, 12, "00000000000");
        put(header, 148, 8, "        ");
        header[156] = (byte) type;
        put(header, 157, NAME_LENGTH, link);
        put(header, 257, 8, "ustar  ");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, 8, "%06o\0 ".formatted(sum));
        tar.writeBytes(header);
    }

    private void content(byte[] content) {
        tar.writeBytes(content);
        tar.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    private static void put(byte[] header, int at, int length, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, Math.min(bytes.length, length));
    }
}
