package io.noderax.agent.rootaccess;

import org.jspecify.annotations.Nullable;

/** A profile could not be applied; the message says why, and what to do. */
public final class NotApplied extends Exception {
    public NotApplied(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
