package io.noderax.agent.holder;

import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where a holder is found. Its version is part of the name, so that a holder of another one can live on beside it. */
public final class HolderAddress {
    /** The version of the socket's language and of what is written to the attempts' folders. */
    public static final int VERSION = 1;

    /** Of {@code sun_path}, with its NUL. */
    private static final int LONGEST_PATH = 107;

    private HolderAddress() {}

    /** The name of the socket of this version. */
    public static String name() {
        return "holder-" + VERSION + ".sock";
    }

    /** The address of that name in a journal's folder. */
    public static UnixDomainSocketAddress in(Path journal, String name) {
        return UnixDomainSocketAddress.of(journal.toAbsolutePath().resolve(name));
    }

    /** How many bytes the folder's path is too long for a socket in it; 0 when it fits. */
    public static int excess(Path journal) {
        int length = in(journal, name()).getPath().toString().getBytes(StandardCharsets.UTF_8).length;
        return Math.max(0, length - LONGEST_PATH);
    }
}
