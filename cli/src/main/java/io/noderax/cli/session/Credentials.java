package io.noderax.cli.session;

import io.noderax.cli.http.ServerAddress;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What {@code login} keeps.
 *
 * @param token the bearer token; never printed
 * @param authority a file of certificates to trust besides the system's
 */
public record Credentials(
        ServerAddress server,
        String email,
        String token,
        @Nullable Path authority) implements JsonMessage {
    static Credentials read(Fields fields) {
        String authority = fields.optionalText("ca", 1, 4096);
        return new Credentials(
                ServerAddress.parse(fields.text("server", 1, 2000)),
                fields.text("email", 0, 254),
                fields.secret("token", 1, 10_000),
                authority == null ? null : Path.of(authority));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("server", server.toString())
                .put("email", email)
                .put("token", token)
                .putIfPresent("ca", authority == null ? null : authority.toString())
                .build();
    }

    @Override
    public String toString() {
        return "Credentials[" + server + ", " + email + "]";
    }
}
