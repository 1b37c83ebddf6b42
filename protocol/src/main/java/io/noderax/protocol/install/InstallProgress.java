package io.noderax.protocol.install;

import io.noderax.protocol.id.BootstrapToken;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The installer says how far it is: {@code POST /node-installs/progress} (wire contract, 1.3).
 *
 * @param stage 2 to 64 characters
 * @param status null means {@code installing}
 * @param progressPercent 0 to 100; null: as before
 * @param statusMessage for people; null: the server's words for the stage
 */
public record InstallProgress(
        BootstrapToken token,
        String stage,
        @Nullable InstallStatus status,
        @Nullable Long progressPercent,
        @Nullable String statusMessage)
        implements JsonMessage {
    private static final Map<String, InstallStatus> STATUSES = InstallStatus.BY_NAME;

    public static InstallProgress read(Fields fields) {
        String token = fields.secret("token", 8, 512);
        return new InstallProgress(
                new BootstrapToken(token.isBlank() ? "?" : token),
                fields.text("stage", 2, 64),
                fields.optionalChoice("status", STATUSES),
                fields.optionalInteger("progressPercent", 0, 100),
                fields.optionalText("statusMessage", 0, 500));
    }

    /** The status that is meant. */
    public InstallStatus meant() {
        return Objects.requireNonNullElse(status, InstallStatus.INSTALLING);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("token", token.secret())
                .put("stage", stage)
                .putIfPresent("status", status == null ? null : status.wireName())
                .putIfPresent("progressPercent", progressPercent)
                .putIfPresent("statusMessage", statusMessage)
                .build();
    }
}
