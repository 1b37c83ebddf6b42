package io.noderax.server.storage.backup;

import org.jspecify.annotations.Nullable;

/** A backup or a restore is not possible; the message says why and what to do. */
public final class BackupTrouble extends RuntimeException {
    public BackupTrouble(String message) {
        this(message, null);
    }

    public BackupTrouble(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
