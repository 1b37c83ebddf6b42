package io.noderax.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

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

    /** Unpacks an rpm into the machine, which has no rpm itself, and runs what it runs after the installation. */
    static void installRpm(DebianMachine machine, Path rpm) {
        HostCommand.run(
                LONGEST,
                "rpm",
                "--root",
                machine.root().toString(),
                "--nodeps",
                "--nosignature",
                "--noscripts",
                "-i",
                rpm.toString());
        scriptlet(machine, rpm, "POSTIN", "1");
        scriptlet(machine, rpm, "POSTTRANS", "1");
    }

    /** The other way round. */
    static void removeRpm(DebianMachine machine, Path rpm, String name) {
        scriptlet(machine, rpm, "PREUN", "0");
        HostCommand.run(LONGEST, "rpm", "--root", machine.root().toString(), "--noscripts", "-e", name);
        scriptlet(machine, rpm, "POSTUN", "0");
        machine.shell("rm -rf /var/lib/rpm");
    }

    private static void scriptlet(DebianMachine machine, Path rpm, String name, String left) {
        String script = HostCommand.run(
                        LONGEST, "rpm", "-qp", "--nosignature", "--queryformat", "%{" + name + "}", rpm.toString())
                .out();
        if (!script.equals("(none)")) {
            machine.run("sh", "-ec", script, "sh", left);
        }
    }

    /** All files but what every use of dpkg and of systemd leaves or takes, an empty /opt for instance. */
    static SortedSet<String> files(DebianMachine machine) {
        SortedSet<String> files = new TreeSet<>(machine.files());
        files.removeIf(file -> file.equals("/opt")
                || Stream.of("/var/lib/dpkg/", "/run/", "/var/log/", "/tmp/").anyMatch(file::startsWith));
        return files;
    }
}
