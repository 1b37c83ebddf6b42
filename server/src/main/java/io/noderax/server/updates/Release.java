package io.noderax.server.updates;

import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.update.ReleaseFile;
import io.noderax.protocol.update.ReleaseKeys;
import io.noderax.protocol.update.ReleaseManifest;
import io.noderax.protocol.update.ReleaseView;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A release that was found, with the bytes that are signed. Nobody changes the arrays. */
final class Release {
    private final ReleaseManifest manifest;
    private final String folder;
    private final byte[] content;
    private final byte[] signature;

    private Release(ReleaseManifest manifest, String folder, byte[] content, byte[] signature) {
        this.manifest = manifest;
        this.folder = folder;
        this.content = content;
        this.signature = signature;
    }

    ReleaseManifest manifest() {
        return manifest;
    }

    /** The manifest's bytes. */
    byte[] content() {
        return content;
    }

    byte[] signature() {
        return signature;
    }

    /**
     * Checks what was read.
     *
     * @param folder where its files lie, below the place of the releases; empty: there itself
     * @throws IOException saying why it is no release
     */
    static Release of(String folder, byte[] content, byte[] signature, @Nullable ReleaseKeys keys) throws IOException {
        if (signature.length != ReleaseKeys.SIGNATURE_LENGTH) {
            throw new IOException("%s must have %d bytes (it has %d)"
                    .formatted(ReleaseManifest.SIGNATURE_FILE, ReleaseKeys.SIGNATURE_LENGTH, signature.length));
        }
        if (keys != null && !keys.haveSigned(content, signature)) {
            throw new IOException("its signature is by none of the keys in NODERAX_RELEASE_KEY");
        }
        try {
            return new Release(ReleaseManifest.parse(content), folder, content, signature);
        } catch (JsonException | InvalidFields e) {
            throw new IOException(ReleaseManifest.FILE + " is no manifest: " + e.getMessage(), e);
        }
    }

    /** @param address under which the server's releases are served, without a slash at its end */
    ReleaseView view(String address) {
        JsonObject.Builder artifacts = JsonObject.builder();
        manifest.files().stream()
                .filter(file -> file.kind().equals(ReleaseFile.IMAGE))
                .forEach(image -> artifacts.put(
                        Architectures.asWire(image.arch()),
                        JsonObject.builder()
                                .put("binaryUrl", address + '/' + manifest.version() + '/' + image.name())
                                .put("sha256", image.sha256())
                                .build()));
        return new ReleaseView(
                manifest.version(),
                manifest.publishedAt(),
                manifest.commit(),
                manifest.channel(),
                artifacts.build(),
                manifest.notes());
    }

    /** Where a file of it lies, below the place of the releases. */
    String pathOf(String file) {
        return folder.isEmpty() ? file : folder + '/' + file;
    }
}
