package io.noderax.agent.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * An agent with a runtime of its own, as the package has it: {@code noderax-agent}, {@code app/}, {@code cache/}, {@code runtime/}.
 *
 * @param folder without links in it
 */
public record Image(Path folder) {
    private static final String LAUNCHER = "noderax-agent";
    private static final int ENOUGH = 8;

    /** The one that this process runs from. */
    public static Image ofThisProcess() {
        Path runtime = Path.of(System.getProperty("java.home"));
        Path folder = runtime.toAbsolutePath().normalize().getParent();
        if (folder == null || !isImage(folder)) {
            throw new SetupFailed(
                    "only a packed agent, which has a Java of its own, can be installed, and this one runs"
                            + " with the Java in " + runtime
                            + "; make a package (`noderax package agent`), unpack it and run its"
                            + " noderax-agent");
        }
        return new Image(folder);
    }

    static boolean isImage(Path folder) {
        return Files.isExecutable(folder.resolve(LAUNCHER))
                && Files.isDirectory(folder.resolve("app"))
                && Files.isExecutable(folder.resolve("runtime/bin/java"));
    }

    /** Equal for the same jars: what is run is told by them. */
    String fingerprint() throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        for (Path jar : jars()) {
            try (DigestInputStream content = new DigestInputStream(Files.newInputStream(jar), digest)) {
                content.transferTo(java.io.OutputStream.nullOutputStream());
            }
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, ENOUGH);
    }

    private List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("app"))) {
            return files.sorted().toList();
        }
    }
}
