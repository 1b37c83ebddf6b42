package io.noderax.protocol.session;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A person makes the first account of a server: {@code POST /auth/first-administrator}, an extension. Code and password are never printed.
 *
 * @param code from the server's output
 */
public record CreateFirstAdministrator(
        String code,
        String email,
        String password,
        @Nullable String name) implements JsonMessage {
    public static CreateFirstAdministrator read(Fields fields) {
        return new CreateFirstAdministrator(
                fields.secret("code", 1, 100),
                fields.email("email"),
                fields.secret("password", 8, 1000),
                fields.optionalText("name", 2, 120));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("code", code)
                .put("email", email)
                .put("password", password)
                .putIfPresent("name", name)
                .build();
    }

    @Override
    public String toString() {
        return "CreateFirstAdministrator[" + email + "]";
    }
}
