package io.noderax.protocol.session;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;

/** A person changes the password: {@code POST /users/me/password} (wire contract, 3.2). Neither is ever printed. */
public record ChangePassword(String currentPassword, String newPassword) implements JsonMessage {
    public static ChangePassword read(Fields fields) {
        return new ChangePassword(fields.secret("currentPassword", 1, 1000), fields.secret("newPassword", 8, 1000));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("currentPassword", currentPassword)
                .put("newPassword", newPassword)
                .build();
    }

    @Override
    public String toString() {
        return "ChangePassword(hidden)";
    }
}
