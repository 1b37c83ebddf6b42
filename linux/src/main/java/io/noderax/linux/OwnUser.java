package io.noderax.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** As whom this process runs. */
public final class OwnUser {
    private OwnUser() {}

    /** Whether it may do everything. */
    public static boolean isRoot() {
        return id() == 0;
    }

    /** The number of the user that counts when files are opened. */
    public static int id() {
        try {
            return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell as whom this process runs", e);
        }
    }

    /** For people. */
    public static String name() {
        return System.getProperty("user.name", "number " + id());
    }
}
