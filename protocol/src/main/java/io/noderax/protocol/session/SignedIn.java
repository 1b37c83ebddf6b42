package io.noderax.protocol.session;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link Login}.
 *
 * @param accessToken the bearer token; never printed
 * @param expiresIn its lifetime as the server's configuration has it, for instance {@code 1d}
 */
public record SignedIn(
        String accessToken,
        String expiresIn,
        UserView user,
        @Nullable String redirectPath) implements JsonMessage {
    public static SignedIn read(Fields fields) {
        String token = fields.secret("accessToken", 1, 10_000);
        String expiresIn = fields.text("expiresIn", 0, 64);
        UserView user = fields.optional("user", UserView::read);
        if (user == null) {
            throw new InvalidFields(List.of("user must be an object"));
        }
        return new SignedIn(token, expiresIn, user, fields.optionalText("redirectPath", 0, 10_000));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("accessToken", accessToken)
                .put("expiresIn", expiresIn)
                .put("user", user)
                .put("redirectPath", redirectPath)
                .build();
    }

    @Override
    public String toString() {
        return "SignedIn[" + user.email() + "]";
    }
}
