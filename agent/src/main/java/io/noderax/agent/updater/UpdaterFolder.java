package io.noderax.agent.updater;

import io.noderax.agent.files.DurableFile;
import io.noderax.agent.files.StepLog;
import io.noderax.agent.service.Layout;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** What the updater keeps: the update that is not over, and the highest counter of a release that was kept. */
final class UpdaterFolder {
    private static final String COUNTER = "counter";
    private static final String LOCK = "lock";

    private final Path folder;
    private final Path pending;
    private final StepLog steps;

    /** For root alone; made when it is needed. */
    UpdaterFolder(Layout layout, StepLog steps) {
        this.folder = layout.updaterState();
        this.pending = layout.pendingUpdate();
        this.steps = steps;
    }

    /**
     * Held by the one process that updates; the kernel lets go of it when that ends.
     *
     * @throws IOException when another process holds it
     */
    FileChannel lock() throws IOException {
        DurableFile.makeFolder(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new IOException("another updater works with " + folder);
        }
        return channel;
    }

    /** Null when all is over. What cannot be understood is moved aside: it must not keep every later update from happening. */
    @Nullable
    Pending pending() throws IOException {
        if (!Files.exists(pending)) {
            return null;
        }
        try {
            return Fields.read(Json.parseObject(Files.readAllBytes(pending)), Fields.Unknown.IGNORED, Pending::read);
        } catch (JsonException | InvalidFields e) {
            Files.move(
                    pending,
                    pending.resolveSibling(pending.getFileName() + ".broken"),
                    StandardCopyOption.REPLACE_EXISTING);
            return null;
        }
    }

    void write(Pending next) throws IOException {
        steps.begin("write down " + next.stage().wireName());
        DurableFile.makeFolder(folder);
        DurableFile.replaceSecret(pending, next.toJson() + "\n");
    }

    void over() throws IOException {
        steps.begin("write down that it is over");
        Files.deleteIfExists(pending);
        DurableFile.syncFolder(folder);
    }

    /** 0 when there is none. */
    long counter() throws IOException {
        return Counters.read(folder.resolve(COUNTER));
    }

    void raiseCounter(long counter) throws IOException {
        if (counter > counter()) {
            steps.begin("write down the counter");
            DurableFile.replaceSecret(folder.resolve(COUNTER), counter + "\n");
        }
    }
}
