package io.noderax.agent.config;

/** The configuration cannot be used; the message is one line that names the key, the value and what is allowed. */
public final class BadConfig extends RuntimeException {
    public BadConfig(String message) {
        super(message);
    }

    public BadConfig(String message, Throwable cause) {
        super(message, cause);
    }
}
