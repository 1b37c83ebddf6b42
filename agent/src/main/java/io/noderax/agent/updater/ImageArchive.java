package io.noderax.agent.updater;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks an image: files and folders below one folder. Whatever else an archive may hold refuses it as a whole: nothing is ever
 * written outside the folder that is given.
 */
final class ImageArchive {
    private static final long MOST_BYTES = 1L << 30;
    private static final int MOST_ENTRIES = 20_000;

    private final Path into;
    private final Set<String> names = new HashSet<>();
    private String top = "";
    private long bytes;

    private ImageArchive(Path into) {
        this.into = into;
    }

    /**
     * Unpacks it there.
     *
     * @return the archive's one folder
     * @throws UpdateFailed when it is not what an image has to be; what was written stays
     * @throws IOException when it cannot be read or written
     */
    static Path unpack(Path archive, Path into) throws UpdateFailed, IOException {
        try (InputStream in = new BufferedInputStream(new GZIPInputStream(Files.newInputStream(archive), 65_536))) {
            return new ImageArchive(into).unpack(new TarReader(in));
        } catch (EOFException e) {
            throw refused("it ends in the middle");
        } catch (ZipException e) {
            throw refused("it is no gzip, or damaged: " + e.getMessage());
        }
    }

    private Path unpack(TarReader tar) throws UpdateFailed, IOException {
        for (TarReader.Entry entry = tar.next(); entry != null; entry = tar.next()) {
            if (names.size() >= MOST_ENTRIES) {
                throw refused("it has more than " + MOST_ENTRIES + " entries");
            }
            write(entry, tar);
        }
        tar.requireNothingBehind();
        if (top.isEmpty()) {
            throw refused("it is empty");
        }
        return into.resolve(top);
    }

    private void write(TarReader.Entry entry, TarReader tar) throws UpdateFailed, IOException {
        String name = checked(entry);
        Path path = into.resolve(name);
        switch (entry.type()) {
            case '5' -> Files.createDirectories(path);
            case '0', '\0' -> {
                if (!name.contains("/")) {
                    throw refused("\"" + name + "\" lies outside its folder");
                }
                writeFile(path, entry, tar);
            }
            default -> throw refused("\"" + name + "\" is neither a file nor a folder");
        }
    }

    private void writeFile(Path path, TarReader.Entry entry, TarReader tar) throws UpdateFailed, IOException {
        bytes += entry.size();
        if (bytes > MOST_BYTES) {
            throw refused("it holds more than " + MOST_BYTES + " bytes");
        }
        Files.createDirectories(path.resolveSibling(""));
        try (OutputStream out = Files.newOutputStream(path)) {
            tar.copy(out);
        }
        boolean program = (entry.mode() & 0100) != 0;
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }

    /** The name without a slash at its end, below the one folder. */
    private String checked(TarReader.Entry entry) throws UpdateFailed {
        String name = entry.name().replaceFirst("^\\./", "").replaceFirst("/$", "");
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
                throw refused("\"" + entry.name() + "\" leads outside its folder");
            }
        }
        String first = name.split("/", 2)[0];
        if (top.isEmpty()) {
            top = first;
        }
        if (!first.equals(top)) {
            throw refused("it has more than one folder at its top: " + top + " and " + first);
        }
        if (!names.add(name)) {
            throw refused("\"" + name + "\" is in it twice");
        }
        return name;
    }

    static UpdateFailed refused(String why) {
        return new UpdateFailed("the image is refused: " + why);
    }
}
