package io.noderax.server.installs;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The script that a machine runs to become a node; the same for every server, which the command's arguments name. */
@Singleton
class InstallScript {
    static final String TYPE = "text/x-shellscript;charset=UTF-8";

    private final String text = read();

    String text() {
        return text;
    }

    private static String read() {
        try (InputStream script =
                Objects.requireNonNull(InstallScript.class.getResourceAsStream("/install.sh"), "install.sh")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
