package io.noderax.protocol.json;

/** The text is no JSON, or not the kind of JSON (object, array) that was expected; the message says where. */
public final class JsonException extends RuntimeException {
    public JsonException(String message) {
        super(message);
    }

    public JsonException(String message, Throwable cause) {
        super(message, cause);
    }
}
