package io.noderax.protocol.install;

import io.noderax.protocol.id.BootstrapToken;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A machine becomes the node that was prepared: {@code POST /node-installs/consume} (wire contract, 1.3).
 *
 * @param hostname 2 to 255 characters, in lower case
 */
public record ConsumeInstall(
        BootstrapToken token, String hostname, @Nullable MachineFacts additionalInfo) implements JsonMessage {
    public static ConsumeInstall read(Fields fields) {
        String token = fields.secret("token", 8, 512);
        return new ConsumeInstall(
                new BootstrapToken(token.isBlank() ? "?" : token),
                fields.text("hostname", 2, 255).toLowerCase(Locale.ROOT),
                fields.optional("additionalInfo", MachineFacts::read));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("token", token.secret())
                .put("hostname", hostname)
                .putIfPresent("additionalInfo", additionalInfo)
                .build();
    }
}
