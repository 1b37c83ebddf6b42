package io.noderax.protocol.rootaccess;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operator sets a node's profile (wire contract, 3.4); all but the profile is our extension.
 *
 * @param expiresAt when it goes back to {@code off} by itself; null: it does not, unless {@code expiresIn} says so
 * @param expiresIn the same, counted from now by the server's clock
 * @param reason why, for people; at most 500 characters
 */
public record SetRootAccess(
        RootProfile profile,
        @Nullable Instant expiresAt,
        @Nullable Duration expiresIn,
        @Nullable String reason) implements JsonMessage {
    /** The longest time for which something may be granted. */
    public static final Duration LONGEST = Duration.ofDays(366);

    public static SetRootAccess of(RootProfile profile) {
        return new SetRootAccess(profile, null, null, null);
    }

    public static SetRootAccess read(Fields fields) {
        Long seconds = fields.optionalInteger("expiresInSeconds", 1, LONGEST.toSeconds());
        SetRootAccess asked = new SetRootAccess(
                fields.choice("profile", RootProfile.BY_NAME),
                fields.optionalInstant("expiresAt"),
                seconds == null ? null : Duration.ofSeconds(seconds),
                fields.optionalText("reason", 0, 500));
        if (asked.expiresAt != null && asked.expiresIn != null) {
            throw new InvalidFields(List.of("expiresAt and expiresInSeconds must not be given together"));
        }
        return asked;
    }

    /** Whether it ends by itself. */
    public boolean expires() {
        return expiresAt != null || expiresIn != null;
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("profile", profile.wireName())
                .putIfPresent("expiresAt", expiresAt)
                .putIfPresent("expiresInSeconds", expiresIn == null ? null : expiresIn.toSeconds())
                .putIfPresent("reason", reason)
                .build();
    }
}
