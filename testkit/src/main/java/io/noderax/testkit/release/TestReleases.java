package io.noderax.testkit.release;

import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.update.ReleaseFile;
import io.noderax.protocol.update.ReleaseManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** A release directory with a key of its own. */
public final class TestReleases {
    private final Path folder;
    private final KeyPair keys = newKeys();

    public TestReleases(Path folder) {
        this.folder = folder;
    }

    public Path folder() {
        return folder;
    }

    /** The public key, as an operator pins it. */
    public String publicKeyPem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** Publishes an image for both architectures, well signed; gives the release's folder. */
    public Path publish(String version, long counter, byte[] image) {
        return publish(manifest(version, counter, image), version, image);
    }

    /** Publishes a manifest that says whatever it says beside an image. */
    public Path publish(JsonObject manifest, String version, byte[] image) {
        Path release = folder.resolve(version);
        try {
            Files.createDirectories(release);
            for (String arch : List.of("x86_64", "aarch64")) {
                Files.write(release.resolve(name(version, arch)), image);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sign(release, (manifest + "\n").getBytes(StandardCharsets.UTF_8));
        return release;
    }

    /** Writes the manifest and its signature. */
    public void sign(Path release, byte[] manifest) {
        try {
            Files.write(release.resolve(ReleaseManifest.FILE), manifest);
            Files.write(release.resolve(ReleaseManifest.SIGNATURE_FILE), signature(manifest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] signature(byte[] content) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static JsonObject manifest(String version, long counter, byte[] image) {
        List<ReleaseFile> files = List.of("x86_64", "aarch64").stream()
                .map(arch -> new ReleaseFile(name(version, arch), ReleaseFile.IMAGE, arch, image.length, sha256(image)))
                .toList();
        return new ReleaseManifest(
                        version, counter, Instant.parse("2026-01-02T03:04:05Z"), null, "test", List.of(), files)
                .toJson();
    }

    public static String name(String version, String arch) {
        return "noderax-agent-" + version + "-linux-" + arch + ".tar.gz";
    }

    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
