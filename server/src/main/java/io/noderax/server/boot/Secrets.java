package io.noderax.server.boot;

import io.noderax.server.storage.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Secrets that the server makes for itself on its first start, each in a file of its own under {@code secrets/}. */
public final class Secrets {
    private static final int BYTES = 32;

    private final Path folder;
    private final RandomGenerator chance;

    public Secrets(Home home, RandomGenerator chance) {
        this.folder = home.folder("secrets");
        this.chance = chance;
    }

    /** The secret of that name; made, and written down, when there is none. */
    public String get(String name) {
        Path file = folder.resolve(name);
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        byte[] bytes = new byte[BYTES];
        chance.nextBytes(bytes);
        String secret = HexFormat.of().formatHex(bytes);
        PrivateFile.write(file, secret);
        return secret;
    }
}
