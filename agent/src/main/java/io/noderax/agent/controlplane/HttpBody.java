package io.noderax.agent.controlplane;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.log.LogFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** What a request carries, as it goes on the wire; owned by the request. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HttpBody(String mediaType, @Nullable String encoding, byte[] bytes) {
    static HttpBody json(JsonMessage message) {
        return new HttpBody(
                "application/json", null, Json.print(message.toJson()).getBytes(StandardCharsets.UTF_8));
    }

    /** Frames of a log, packed. */
    static HttpBody frames(byte[] frames) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(Math.max(512, frames.length / 4));
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(frames);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot be packed", e);
        }
        return new HttpBody(LogFrame.MEDIA_TYPE, "gzip", packed.toByteArray());
    }
}
