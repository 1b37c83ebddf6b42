package io.noderax.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;

/** What tests do with packages on a Debian. */
final class DebianPackages {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private DebianPackages() {}

    /** The same files as a release that comes after every snapshot of it. */
    static Path newer(OpenFolder folder, Path deb) throws IOException {
        Path unpacked = folder.path().resolve("newer");
        HostCommand.run(LONGEST, "dpkg-deb", "--raw-extract", deb.toString(), unpacked.toString());
        Path control = unpacked.resolve("DEBIAN/control");
        Files.writeString(control, Files.readString(control).replaceFirst("(?m)^Version: .*$", "Version: 0.1.0"));
        Path newer = folder.path().resolve("newer.deb");
        HostCommand.run(LONGEST, "dpkg-deb", "-Znone", "--build", unpacked.toString(), newer.toString());
        return newer;
    }

    /** All files but what every use of dpkg and of systemd leaves. */
    static SortedSet<String> files(DebianMachine machine) {
        SortedSet<String> files = new TreeSet<>(machine.files());
        files.removeIf(
                file -> file.startsWith("/var/lib/dpkg/") || file.startsWith("/run/") || file.startsWith("/var/log/"));
        return files;
    }
}
