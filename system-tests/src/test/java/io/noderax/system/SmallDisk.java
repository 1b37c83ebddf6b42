package io.noderax.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of its own that is soon full; only root can have one. */
final class SmallDisk implements AutoCloseable {
    private static final byte[] BLOCK = new byte[64 * 1024];

    private final Path mount;

    private SmallDisk(Path mount) {
        this.mount = mount;
    }

    static SmallDisk mount(Path mount, int megabytes, int inodes) throws IOException {
        run(List.of(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=" + megabytes + "m,nr_inodes=" + inodes,
                "tmpfs",
                mount.toString()));
        return new SmallDisk(mount);
    }

    static boolean isPossible(Path folder) {
        try {
            mount(folder, 1, 10).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    Path path() {
        return mount;
    }

    /** Leaves no byte. */
    void fill() throws IOException {
        try (var out = Files.newOutputStream(mount.resolve("filler"))) {
            while (true) {
                out.write(BLOCK);
            }
        } catch (IOException e) {
            if (Files.getFileStore(mount).getUsableSpace() > BLOCK.length) {
                throw e;
            }
        }
    }

    /** Leaves no inode. */
    void takeInodes() {
        try {
            Files.createDirectories(mount.resolve("many"));
            for (int i = 0; i < 1_000_000; i++) {
                Files.createFile(mount.resolve("many").resolve("file-" + i));
            }
        } catch (IOException e) {
            // There is none left: that is what was wanted.
        }
    }

    void free() throws IOException {
        Files.deleteIfExists(mount.resolve("filler"));
        Path many = mount.resolve("many");
        if (Files.exists(many)) {
            try (var files = Files.newDirectoryStream(many)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(many);
        }
    }

    @Override
    public void close() throws IOException {
        run(List.of("umount", "-l", mount.toString()));
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        int code = process.onExit().join().exitValue();
        if (code != 0) {
            throw new IOException(command + ": " + said);
        }
    }
}
