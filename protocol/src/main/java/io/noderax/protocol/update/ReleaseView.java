package io.noderax.protocol.update;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A release as operators are shown it (wire contract, 3.9).
 *
 * @param artifacts by architecture, {@code amd64} or {@code arm64}: {@code binaryUrl} and {@code sha256} of its image
 * @param notes what has changed
 */
public record ReleaseView(
        String version,
        Instant publishedAt,
        @Nullable String commit,
        @Nullable String channel,
        JsonObject artifacts,
        List<ReleaseNote> notes)
        implements JsonMessage {
    private static final int ANY = Integer.MAX_VALUE;

    public static ReleaseView read(Fields fields) {
        return new ReleaseView(
                fields.text("version", 0, ANY),
                fields.instant("publishedAt"),
                fields.optionalText("commit", 0, ANY),
                fields.optionalText("channel", 0, ANY),
                orEmpty(fields.optionalObject("artifacts")),
                fields.optionalItems("notes", ReleaseNote::read));
    }

    private static JsonObject orEmpty(@Nullable JsonObject object) {
        return object == null ? JsonObject.EMPTY : object;
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("version", version)
                .put("publishedAt", publishedAt)
                .put("commit", commit)
                .put("channel", channel)
                .put("artifacts", artifacts)
                .put("notes", notes)
                .build();
    }
}
