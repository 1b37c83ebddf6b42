package io.noderax.server.updates;

import io.noderax.protocol.update.ReleaseFile;
import io.noderax.protocol.update.ReleaseKeys;
import io.noderax.protocol.update.ReleaseManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Releases in a folder of this machine: one in the folder itself, and one in each folder below that has a manifest. */
final class ReleaseFolder implements ReleaseSource {
    private static final Logger LOG = Logger.getLogger(ReleaseFolder.class);

    private final Path folder;
    private final @Nullable ReleaseKeys keys;

    ReleaseFolder(Path folder, @Nullable ReleaseKeys keys) {
        this.folder = folder;
        this.keys = keys;
    }

    @Override
    public List<Release> read() throws IOException {
        List<Release> found = new ArrayList<>();
        addIfRelease("", found);
        try (Stream<Path> below = Files.list(folder)) {
            below.filter(Files::isDirectory)
                    .map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .forEach(name -> addIfRelease(name, found));
        }
        return found;
    }

    private void addIfRelease(String name, List<Release> found) {
        Path at = folder.resolve(name);
        if (!Files.exists(at.resolve(ReleaseManifest.FILE))) {
            return;
        }
        try {
            found.add(Release.of(
                    name,
                    bytes(at.resolve(ReleaseManifest.FILE)),
                    bytes(at.resolve(ReleaseManifest.SIGNATURE_FILE)),
                    keys));
        } catch (IOException e) {
            LOG.warnf("release is not served folder=%s error=%s", at, e.getMessage());
        }
    }

    @Override
    public Path file(Release release, ReleaseFile file) throws IOException {
        Path path = folder.resolve(release.pathOf(file.name()));
        if (!Files.isRegularFile(path) || Files.size(path) != file.size()) {
            throw new IOException("%s is not there, or not of the %d bytes that the manifest says"
                    .formatted(file.name(), file.size()));
        }
        return path;
    }

    @Override
    public String words() {
        return "the folder " + folder;
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(ReleaseManifest.LONGEST + 1);
            if (bytes.length > ReleaseManifest.LONGEST) {
                throw new IOException(file.getFileName() + " is longer than " + ReleaseManifest.LONGEST + " bytes");
            }
            return bytes;
        }
    }
}
