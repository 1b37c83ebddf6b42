package io.noderax.agent.rootbroker;

import io.noderax.agent.files.DurableFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The broker's own folder, for root alone: profile, audit, and what runs. */
record BrokerFolder(Path path) {
    /**
     * Makes it where it is missing.
     *
     * @throws IOException also when somebody else than this user has a hand in it
     */
    static BrokerFolder open(Path path, int user) throws IOException {
        DurableFile.makeFolder(path);
        int owner = (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (owner != user || Files.isSymbolicLink(path)) {
            throw new IOException(
                    "the folder " + path + " belongs to user number " + owner + ", not to this process' own");
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        DurableFile.makeFolder(path.resolve("running"));
        return new BrokerFolder(path);
    }

    Path profile() {
        return path.resolve("profile.json");
    }

    Path audit() {
        return path.resolve("audit.jsonl");
    }

    Path running() {
        return path.resolve("running");
    }

    /**
     * Held until the channel is closed.
     *
     * @throws IOException also when another broker works with the folder
     */
    FileChannel lock() throws IOException {
        FileChannel channel =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new IOException("another root broker works with the folder " + path);
        }
        return channel;
    }
}
