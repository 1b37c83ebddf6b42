package io.noderax.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** A Debian package that is made here, and is not left behind. */
final class TinyPackage implements AutoCloseable {
    private final Path folder;
    private final String name;

    TinyPackage(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** Makes a version of it; gives the file. */
    Path build(String version, Map<String, String> files, Map<String, String> control) {
        try {
            Path tree = folder.resolve(name + "-" + version);
            for (Map.Entry<String, String> file : files.entrySet()) {
                write(tree.resolve(file.getKey()), file.getValue(), "rw-r--r--");
            }
            for (Map.Entry<String, String> file : control.entrySet()) {
                String mode = file.getKey().equals("conffiles") ? "rw-r--r--" : "rwxr-xr-x";
                write(tree.resolve("DEBIAN/" + file.getKey()), file.getValue(), mode);
            }
            write(
                    tree.resolve("DEBIAN/control"),
                    "Package: %s\nVersion: %s\nArchitecture: all\nMaintainer: Nobody <nobody@example.com>\nDescription: made by a test\n"
                            .formatted(name, version),
                    "rw-r--r--");
            Path archive = folder.resolve(name + "_" + version + ".deb");
            run(List.of("dpkg-deb", "--root-owner-group", "--build", tree.toString(), archive.toString()), 0);
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program of the machine's; gives its exit code. */
    int run(List<String> command) {
        Command run = Command.start(folder, command, Map.of("DEBIAN_FRONTEND", "noninteractive", "LC_ALL", "C.UTF-8"));
        return run.await();
    }

    void run(List<String> command, int expected) {
        int code = run(command);
        if (code != expected) {
            throw new AssertionError(command + " ended with " + code);
        }
    }

    @Override
    public void close() {
        run(List.of("dpkg", "--purge", "--force-all", name));
    }

    private static void write(Path file, String text, String mode) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
