package io.noderax.testkit.network;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads the body that belongs to a head: by its length, by its chunks, or to the end of the connection. */
public final class HttpBody {
    private static final int HEX = 16;

    private HttpBody() {}

    /** Of a request: nothing when the head announces none. */
    public static byte[] ofRequest(HttpHead head, InputStream in) throws IOException {
        return isChunked(head) ? chunks(in) : exactly(length(head, 0), in);
    }

    /** Of an answer: without an announced length it reaches to the end of the connection. */
    public static byte[] ofAnswer(HttpHead head, boolean mayHaveBody, InputStream in) throws IOException {
        if (!mayHaveBody || head.status() == 204 || head.status() == 304) {
            return new byte[0];
        }
        if (isChunked(head)) {
            return chunks(in);
        }
        long length = length(head, -1);
        return length < 0 ? in.readAllBytes() : exactly(length, in);
    }

    private static boolean isChunked(HttpHead head) {
        String coding = head.field("transfer-encoding");
        return coding != null && coding.equalsIgnoreCase("chunked");
    }

    private static long length(HttpHead head, long absent) throws IOException {
        String length = head.field("content-length");
        if (length == null) {
            return absent;
        }
        if (!length.matches("[0-9]{1,10}")) {
            throw new IOException("content-length is no number: " + length);
        }
        return Long.parseLong(length);
    }

    private static byte[] exactly(long length, InputStream in) throws IOException {
        byte[] body = in.readNBytes(Math.toIntExact(length));
        if (body.length < length) {
            throw new EOFException("a body ends after " + body.length + " of " + length + " bytes");
        }
        return body;
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line(in).split(";", 2)[0].strip(), HEX);
            if (size == 0) {
                skipTrailers(in);
                return body.toByteArray();
            }
            body.write(exactly(size, in));
            line(in);
        }
    }

    private static void skipTrailers(InputStream in) throws IOException {
        while (!line(in).isEmpty()) {
            // Trailers say nothing that is needed here.
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("a chunked body is cut off");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
