package io.noderax.agent.holder;

import java.nio.file.Path;

/** Where a holder is found. Its version is part of the name, so that a holder of another one can live on beside it. */
public final class HolderAddress {
    /** The version of the socket's language and of what is written to the attempts' folders. */
    public static final int VERSION = 3;

    private HolderAddress() {}

    /** The name of the socket of this version. */
    public static String name() {
        return "holder-" + VERSION + ".sock";
    }

    /** The socket of that name in a journal's folder. */
    public static Path in(Path journal, String name) {
        return journal.toAbsolutePath().resolve(name);
    }
}
