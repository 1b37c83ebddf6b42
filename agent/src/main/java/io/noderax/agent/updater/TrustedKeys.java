package io.noderax.agent.updater;

import io.noderax.protocol.update.ReleaseKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The keys that may sign releases for this node: those that its operator has pinned, else those that its image came with. */
final class TrustedKeys {
    private static final String IN_THE_IMAGE = "release-key.pub";

    private final Path pinned;
    private final Path image;

    /**
     * @param pinned the operator's file, usually {@code /etc/noderax-agent/release-key.pub}
     * @param image the folder of the version that runs
     */
    TrustedKeys(Path pinned, Path image) {
        this.pinned = pinned;
        this.image = image;
    }

    /** @throws UpdateFailed when there are none, or they cannot be read: then nothing is trusted */
    ReleaseKeys read() throws UpdateFailed {
        Path file = file();
        try {
            return ReleaseKeys.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UpdateFailed("this node trusts no key for releases: there is neither " + pinned + " nor "
                    + image.resolve(IN_THE_IMAGE) + " that can be read (" + e.getMessage() + ")");
        } catch (IllegalArgumentException e) {
            throw new UpdateFailed("the keys for releases in " + file + " cannot be used: " + e.getMessage());
        }
    }

    /** An image that brings no keys of its own goes on with those of the one that runs: else its node could never be updated again. */
    void handOn(Path next) throws IOException {
        Path own = image.resolve(IN_THE_IMAGE);
        if (Files.exists(own) && !Files.exists(next.resolve(IN_THE_IMAGE))) {
            Files.copy(own, next.resolve(IN_THE_IMAGE));
        }
    }

    /** Where they are, for people. */
    String words() {
        return file().toString();
    }

    private Path file() {
        return Files.exists(pinned) ? pinned : image.resolve(IN_THE_IMAGE);
    }
}
