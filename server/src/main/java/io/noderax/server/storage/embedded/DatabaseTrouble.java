package io.noderax.server.storage.embedded;

import org.jspecify.annotations.Nullable;

/** The embedded database cannot be had; the message says why and what to do. */
public final class DatabaseTrouble extends RuntimeException {
    DatabaseTrouble(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    DatabaseTrouble(String message) {
        this(message, null);
    }
}
