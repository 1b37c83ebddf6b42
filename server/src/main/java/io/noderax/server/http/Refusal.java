package io.noderax.server.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request that is answered with a status of 400 or above; the message is for the caller and says what to do about it. */
public final class Refusal extends RuntimeException {
    private final int status;
    private final @Nullable String title;
    private final @Nullable Duration retryAfter;

    private Refusal(int status, @Nullable String title, String message, @Nullable Duration retryAfter) {
        super(message, null, false, false);
        this.status = status;
        this.title = title;
        this.retryAfter = retryAfter;
    }

    public static Refusal badRequest(String message) {
        return new Refusal(400, "Bad Request", message, null);
    }

    public static Refusal unauthorized(String message) {
        return new Refusal(401, "Unauthorized", message, null);
    }

    /** A missing or dead bearer token; the wire has no {@code error} member here. */
    public static Refusal notSignedIn() {
        return new Refusal(401, null, "Unauthorized", null);
    }

    public static Refusal forbidden(String message) {
        return new Refusal(403, "Forbidden", message, null);
    }

    public static Refusal notFound(String message) {
        return new Refusal(404, "Not Found", message, null);
    }

    public static Refusal conflict(String message) {
        return new Refusal(409, "Conflict", message, null);
    }

    public static Refusal gone(String message) {
        return new Refusal(410, "Gone", message, null);
    }

    public static Refusal tooLarge(String message) {
        return new Refusal(413, "Payload Too Large", message, null);
    }

    public static Refusal tooMany(String message, Duration retryAfter) {
        return new Refusal(429, "Too Many Requests", message, retryAfter);
    }

    public static Refusal unavailable(String message, Duration retryAfter) {
        return new Refusal(503, "Service Unavailable", message, retryAfter);
    }

    public int status() {
        return status;
    }

    /** The status in words; null where the wire leaves it out. */
    public @Nullable String title() {
        return title;
    }

    /** When to try again; null when that would not help. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
