package io.noderax.agent.updater;

import io.noderax.agent.controlplane.DownloadRefused;
import io.noderax.agent.controlplane.UpdateCalls;
import io.noderax.agent.files.StepLog;
import io.noderax.agent.files.Trees;
import io.noderax.agent.update.UpdateRequest;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.update.ReleaseFile;
import io.noderax.protocol.update.ReleaseManifest;
import io.noderax.protocol.update.UpdateStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/** Brings a release to this machine: fetched, proven by signature, counter and checksum, unpacked, and able to start at all. */
final class ReleaseFetch {
    private static final String LAUNCHER = "noderax-agent";
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final int MOST_BREAKS = 5;
    private static final Duration AFTER_BREAK = Duration.ofSeconds(2);

    private final UpdateCalls calls;
    private final TrustedKeys keys;
    private final Installation installation;
    private final StepLog steps;
    private final Trial.Pause pause;
    private final String arch;

    /** @param arch as {@code uname -m} says it */
    ReleaseFetch(
            UpdateCalls calls,
            TrustedKeys keys,
            Installation installation,
            StepLog steps,
            Trial.Pause pause,
            String arch) {
        this.calls = calls;
        this.keys = keys;
        this.installation = installation;
        this.steps = steps;
        this.pause = pause;
        this.arch = arch;
    }

    /**
     * Installs it among the versions.
     *
     * @param lowest the lowest counter that is allowed, unless an older version may be meant
     */
    void install(UpdateRequest request, long lowest, Progress progress) throws UpdateFailed, IOException {
        progress.say(UpdateStatus.DOWNLOADING, 10, "Fetching release " + request.targetVersion() + ".");
        ReleaseManifest manifest = manifest(request, lowest);
        ReleaseFile image = manifest.image(arch)
                .orElseThrow(() -> new UpdateFailed(
                        "release " + manifest.version() + " has no image for this machine's architecture, " + arch));
        Path incoming = installation.incoming();
        Path archive = incoming.resolve("image.tar.gz");
        String digest = download(manifest.version(), image, archive);
        progress.say(UpdateStatus.VERIFYING, 45, "Checking " + image.name() + ".");
        requireSame(image, digest);
        progress.say(UpdateStatus.INSTALLING, 60, "Unpacking " + image.name() + ".");
        steps.begin("unpack");
        Path unpacked = ImageArchive.unpack(archive, incoming);
        prepare(unpacked, manifest);
        installation.install(unpacked, manifest.version());
        installation.clean();
    }

    private ReleaseManifest manifest(UpdateRequest request, long lowest) throws UpdateFailed, IOException {
        byte[] content = small(request, ReleaseManifest.FILE);
        byte[] signature = small(request, ReleaseManifest.SIGNATURE_FILE);
        if (!keys.read().haveSigned(content, signature)) {
            throw new UpdateFailed("the signature of release " + request.targetVersion()
                    + " is not by one of the keys that this node trusts (" + keys.words() + ")");
        }
        ReleaseManifest manifest = parse(content);
        if (!manifest.version().equals(request.targetVersion())) {
            throw new UpdateFailed(
                    "the manifest of release " + request.targetVersion() + " is of version " + manifest.version());
        }
        if (manifest.counter() < lowest && !request.rollback()) {
            throw new UpdateFailed(
                    "release %s is older than what this node has had: its counter is %d, the node's %d (ask for a rollback if that is meant)"
                            .formatted(manifest.version(), manifest.counter(), lowest));
        }
        return manifest;
    }

    private byte[] small(UpdateRequest request, String file) throws UpdateFailed, IOException {
        steps.begin("fetch " + file);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        fetch(request.targetVersion(), file, ReleaseManifest.LONGEST, content);
        return content.toByteArray();
    }

    private static ReleaseManifest parse(byte[] content) throws UpdateFailed {
        try {
            return ReleaseManifest.parse(content);
        } catch (JsonException | InvalidFields e) {
            throw new UpdateFailed("the manifest cannot be understood: " + e.getMessage());
        }
    }

    /** Its SHA-256. */
    private String download(String version, ReleaseFile image, Path into) throws UpdateFailed, IOException {
        steps.begin("fetch the image");
        MessageDigest digest = sha256();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(into), digest)) {
            fetch(version, image.name(), image.size(), out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** A connection that breaks goes on where it broke; a server that asks to wait, or fails, is asked again. */
    private void fetch(String version, String file, long most, OutputStream out) throws UpdateFailed, IOException {
        CountedOutput counted = new CountedOutput(out, most);
        for (int breaks = 0; ; breaks++) {
            try {
                calls.download(version, file, counted.count(), counted);
                return;
            } catch (DownloadRefused e) {
                if (!e.isTransient() || breaks >= MOST_BREAKS) {
                    throw new UpdateFailed(file + " cannot be fetched: " + e.getMessage());
                }
            } catch (CountedOutput.Failed e) {
                throw e.reason();
            } catch (IOException e) {
                if (breaks >= MOST_BREAKS) {
                    throw new UpdateFailed(file + " cannot be fetched: " + e.getMessage());
                }
            }
            if (!pause.waited(AFTER_BREAK.multipliedBy(1L << breaks))) {
                throw new UpdateFailed("the updater was stopped");
            }
        }
    }

    private static void requireSame(ReleaseFile image, String digest) throws UpdateFailed {
        if (!digest.equals(image.sha256())) {
            throw new UpdateFailed("%s is not what its manifest says: its SHA-256 is %s instead of %s"
                    .formatted(image.name(), digest, image.sha256()));
        }
    }

    private void prepare(Path image, ReleaseManifest manifest) throws UpdateFailed, IOException {
        Path launcher = image.resolve(LAUNCHER);
        if (!Files.isRegularFile(launcher, LinkOption.NOFOLLOW_LINKS) || !Files.isExecutable(launcher)) {
            throw ImageArchive.refused("there is no program " + LAUNCHER + " in it");
        }
        Path counter = image.resolve(Counters.FILE);
        if (Files.exists(counter) && Counters.read(counter) != manifest.counter()) {
            throw ImageArchive.refused("its " + Counters.FILE + " is not that of its manifest");
        }
        steps.begin("write the image's counter");
        Files.writeString(counter, manifest.counter() + "\n");
        keys.handOn(image);
        requireStarts(launcher, manifest.version());
        steps.begin("bring the image to the disk");
        Trees.sync(image);
    }

    /** An image of another machine, or without half of its runtime, is better known before it is on trial. */
    private void requireStarts(Path launcher, String version) throws UpdateFailed, IOException {
        steps.begin("start the new version once");
        Program.Ended ended = Program.run(List.of(launcher.toString(), "version"), LONGEST_START);
        if (ended.code() != 0 || !List.of(ended.output().split("\\s+")).contains(version)) {
            throw new UpdateFailed("the new version cannot start here: `noderax-agent version` ended with code "
                    + ended.code() + " and said \"" + ended.output() + "\"");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
