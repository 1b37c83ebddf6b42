package io.noderax.cli.session;

import io.noderax.cli.http.ServerAddress;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;

/**
 * What {@code login} keeps.
 *
 * @param token the bearer token; never printed
 */
public record Credentials(ServerAddress server, String email, String token) implements JsonMessage {
    static Credentials read(Fields fields) {
        return new Credentials(
                ServerAddress.parse(fields.text("server", 1, 2000)),
                fields.text("email", 0, 254),
                fields.secret("token", 1, 10_000));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("server", server.toString())
                .put("email", email)
                .put("token", token)
                .build();
    }

    @Override
    public String toString() {
        return "Credentials[" + server + ", " + email + "]";
    }
}
