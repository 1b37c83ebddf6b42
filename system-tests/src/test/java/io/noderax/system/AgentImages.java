package io.noderax.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The packed agent as other versions of itself: all run the same program, and differ in what they say of themselves. */
final class AgentImages {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Path folder;
    private final Path image;
    private final String releaseKey;

    /** @param releaseKey the public key by which the images know releases */
    AgentImages(OpenFolder folder, String releaseKey) {
        this.folder = folder.folder("images");
        this.image = AgentPackage.unpack(folder.folder("unpacked")).getParent();
        this.releaseKey = releaseKey;
    }

    /** One whose agent's unit has the version in its description. */
    byte[] good(String version) {
        return packed(version, "");
    }

    /** The same, but it ends as soon as it is to run. */
    byte[] crashing(String version) {
        return packed(version, "if [ \"$1\" = run ]; then echo 'no good' >&2; exit 1; fi");
    }

    private byte[] packed(String version, String first) {
        try {
            Path copy = folder.resolve(version).resolve("agent");
            Files.createDirectories(copy.getParent());
            HostCommand.run(LONGEST, "cp", "-a", image.toString(), copy.toString());
            HostCommand.run(LONGEST, "rm", "-rf", copy.resolve("cache").toString());
            Path words = Files.createDirectories(copy.resolve("version/io/noderax/agent"));
            Files.writeString(words.resolve("version.txt"), version + "\ntest\ntoday\n");
            Files.deleteIfExists(copy.resolve("release-counter"));
            Files.writeString(copy.resolve("release-key.pub"), releaseKey);
            rename(copy.resolve("noderax-agent"), copy.resolve("program"), version);
            program(copy.resolve("noderax-agent"), version, first);
            Path archive = folder.resolve(version + ".tar.gz");
            HostCommand.run(
                    LONGEST,
                    "tar",
                    "--use-compress-program=gzip -1",
                    "-cf",
                    archive.toString(),
                    "-C",
                    copy.resolveSibling("").toString(),
                    "agent");
            return Files.readAllBytes(archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The packed launcher, which finds its version before that of its jar. */
    private static void rename(Path launcher, Path to, String version) throws IOException {
        String text = Files.readString(launcher).replace("-cp \"", "-cp \"$here/version:");
        if (!text.contains("version:")) {
            throw new AssertionError("version " + version + " cannot be made of this launcher: " + text);
        }
        Files.move(launcher, to);
        Files.writeString(to, text);
    }

    private static void program(Path file, String version, String first) throws IOException {
        Files.writeString(file, """
                #!/bin/sh
                program=$(dirname "$(readlink -f "$0")")/program
                %s
                if [ "$1" = units ]; then
                    "$program" "$@" | sed 's/Description=Noderax agent\\\\n/Description=Noderax agent, version %s\\\\n/'
                else
                    exec "$program" "$@"
                fi
                """.formatted(first, version));
        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
