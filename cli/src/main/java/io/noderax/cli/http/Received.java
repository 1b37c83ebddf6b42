package io.noderax.cli.http;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;
import java.util.function.Function;

/**
 * A message as the server sent it, for {@code --json}, and what we understand of it.
 *
 * @param sent with members that we may not know
 */
public record Received<T>(JsonObject sent, T value) {
    static <T> Received<T> read(JsonObject sent, Function<Fields, T> form) {
        return new Received<>(sent, Fields.read(sent, Fields.Unknown.IGNORED, form));
    }
}
