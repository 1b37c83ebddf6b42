package io.noderax.protocol.session;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;

/** An operator signs in: {@code POST /auth/login} (wire contract, 3.1). The password is never printed. */
public record Login(String email, String password) implements JsonMessage {
    public static Login read(Fields fields) {
        return new Login(fields.email("email"), fields.secret("password", 8, 1000));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("email", email)
                .put("password", password)
                .build();
    }

    @Override
    public String toString() {
        return "Login[" + email + "]";
    }
}
