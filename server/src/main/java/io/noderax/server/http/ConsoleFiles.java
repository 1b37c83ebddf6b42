package io.noderax.server.http;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The console's files, which its build has packed into the server; each is read once. Safe for several threads. */
final class ConsoleFiles {
    /**
     * One file.
     *
     * @param packed the same with gzip, when that is shorter
     */
    record File(String type, Buffer bytes, @Nullable Buffer packed) {}

    private static final String FOLDER = "console/";
    private static final Pattern PATH = Pattern.compile("([A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "woff2", "font/woff2",
            "webmanifest", "application/manifest+json",
            "txt", "text/plain; charset=utf-8");

    private final Map<String, File> known = new ConcurrentHashMap<>();

    /** Null when there is no such file. Reads from the class path the first time. */
    @Nullable
    File find(String path) {
        File file = known.get(path);
        if (file != null || !PATH.matcher(path).matches()) {
            return file;
        }
        File read = read(path);
        if (read != null) {
            known.put(path, read);
        }
        return read;
    }

    private static @Nullable File read(String path) {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null) {
            return null;
        }
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(FOLDER + path)) {
            return in == null ? null : file(type, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + " of the console", e);
        }
    }

    static File file(String type, byte[] bytes) {
        byte[] packed = gzip(bytes);
        return new File(type, Buffer.buffer(bytes), packed.length < bytes.length ? Buffer.buffer(packed) : null);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
