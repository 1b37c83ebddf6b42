package io.noderax.server.tasklogs;

import io.noderax.server.http.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads the body of a batch; what is too long, packed or not, is refused before it is in memory. */
final class BatchBody {
    /** Unpacked. */
    static final int LONGEST = 4 * 1024 * 1024;

    private BatchBody() {}

    static ByteBuffer read(InputStream body, @Nullable String encoding) {
        String name = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
        try {
            return switch (name) {
                case "identity", "" -> all(body);
                case "gzip", "x-gzip" -> all(new GZIPInputStream(body, 16 * 1024));
                default -> throw Refusal.badRequest("Content-Encoding must be gzip or identity (got " + name + ")");
            };
        } catch (IOException e) {
            throw Refusal.badRequest("the body cannot be read as " + name + ": " + e.getMessage());
        }
    }

    private static ByteBuffer all(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw Refusal.tooLarge("a batch must not be longer than " + LONGEST + " bytes before it is packed");
        }
        return ByteBuffer.wrap(bytes);
    }
}
