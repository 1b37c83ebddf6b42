package io.noderax.agent.controlplane;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.session.WireHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A raw HTTP answer with its body read to the end. */
record HttpReply(int status, Head head, String body) {
    /** Above the wire's 50 MB for a body. */
    private static final int LONGEST_BODY = 8 * 1024 * 1024;

    private static final int FIRST_WORDS = 4096;

    /** The headers that matter to us; null where the answer has none. */
    record Head(
            @Nullable String contentType,
            @Nullable String retryAfter,
            @Nullable String location,
            @Nullable String date,
            @Nullable String extensions,
            @Nullable String reconnectWindow) {}

    /** Reads it from the connection; the deadline is one of {@link System#nanoTime}. */
    static HttpReply read(HttpURLConnection connection, long deadline) throws IOException {
        int status = connection.getResponseCode();
        if (status < 0) {
            throw new IOException("the answer is no HTTP");
        }
        try (InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
            return new HttpReply(status, head(connection), in == null ? "" : readAll(in, deadline));
        }
    }

    /** The message of an error, or the beginning of whatever came. */
    static String firstWords(HttpURLConnection connection) throws IOException {
        try (InputStream in = connection.getErrorStream()) {
            String body = in == null ? "" : new String(in.readNBytes(FIRST_WORDS), StandardCharsets.UTF_8);
            String message = Json.parseObject(body).text("message");
            return message == null ? "without a reason" : message;
        } catch (JsonException e) {
            return "without a reason in the API's form";
        }
    }

    private static Head head(HttpURLConnection connection) {
        return new Head(
                connection.getContentType(),
                connection.getHeaderField("Retry-After"),
                connection.getHeaderField("Location"),
                connection.getHeaderField("Date"),
                connection.getHeaderField(WireHeaders.EXTENSIONS),
                connection.getHeaderField(WireHeaders.RECONNECT_WINDOW));
    }

    private static String readAll(InputStream in, long deadline) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(2048);
        byte[] buffer = new byte[8192];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            body.write(buffer, 0, length);
            if (body.size() > LONGEST_BODY) {
                throw new IOException("the answer is longer than " + LONGEST_BODY + " bytes");
            }
            if (System.nanoTime() - deadline > 0) {
                throw new SocketTimeoutException("the answer did not end in time");
            }
        }
        return body.toString(StandardCharsets.UTF_8);
    }
}
