package io.noderax.protocol.packages;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One package of a list or of a search.
 *
 * @param architecture null in a search
 * @param availableVersion to which it can be upgraded (extension); null: to none, or the node does not say
 * @param knownSince since when the server knows that this version is installed (extension)
 */
public record PackageEntry(
        String name,
        @Nullable String version,
        @Nullable String architecture,
        @Nullable String description,
        @Nullable String availableVersion,
        @Nullable Instant knownSince)
        implements JsonMessage {
    private static final int ANY = Integer.MAX_VALUE;

    public static PackageEntry read(Fields fields) {
        return new PackageEntry(
                fields.text("name", 1, ANY),
                fields.optionalText("version", 0, ANY),
                fields.optionalText("architecture", 0, ANY),
                fields.optionalText("description", 0, ANY),
                fields.optionalText("availableVersion", 0, ANY),
                fields.optionalInstant("knownSince"));
    }

    public PackageEntry knownSince(Instant since) {
        return new PackageEntry(name, version, architecture, description, availableVersion, since);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("name", name)
                .put("version", version)
                .put("architecture", architecture)
                .put("description", description)
                .putIfPresent("availableVersion", availableVersion)
                .putIfPresent("knownSince", knownSince)
                .build();
    }

    /** As a search shows it. */
    public JsonObject toSearchJson() {
        return JsonObject.builder()
                .put("name", name)
                .put("version", version)
                .put("description", description)
                .build();
    }
}
