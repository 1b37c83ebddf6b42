package io.noderax.agent.rootbroker;

import io.noderax.agent.log.EventLog;
import io.noderax.linux.Peer;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Set;

/**
 * Every use, one JSON line in a file that only root can touch, and an event in the log. A full file is kept as {@code .1} until the next
 * one is full. Safe for any number of threads.
 */
final class BrokerAudit implements AutoCloseable {
    private static final int LONGEST_TEXT = 4000;

    /** Some fifty thousand uses. */
    static final long LARGEST = 16 << 20;

    private final Path path;
    private final long largest;
    private final Clock clock;
    private final EventLog log;
    private FileChannel file; // guarded by this

    /** @param largest of how many bytes a file is full */
    BrokerAudit(Path path, long largest, Clock clock, EventLog log) throws IOException {
        this.path = path;
        this.largest = largest;
        this.clock = clock;
        this.log = log;
        this.file = open(path);
    }

    private static FileChannel open(Path path) throws IOException {
        return FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /**
     * Writes it down.
     *
     * @param what the request in words, without the values of its environment
     * @param outcome {@code allowed}, {@code refused}, or how it ended
     * @param detail why, or what came of it
     * @throws IOException when that is impossible: then nothing must be done
     */
    synchronized void write(Peer who, String what, String outcome, String detail) throws IOException {
        JsonObject entry = JsonObject.builder()
                .put("at", clock.instant())
                .put("uid", who.uid())
                .put("pid", who.pid())
                .put("what", cut(what))
                .put("outcome", outcome)
                .put("detail", cut(detail))
                .build();
        if (file.size() >= largest) {
            beginAnother();
        }
        ByteBuffer line = ByteBuffer.wrap((entry + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            file.write(line);
        }
        file.force(false);
        log.info("root " + outcome, "uid", who.uid(), "pid", who.pid(), "what", cut(what), "detail", cut(detail));
    }

    private void beginAnother() throws IOException {
        Files.move(
                path,
                path.resolveSibling(path.getFileName() + ".1"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
        FileChannel full = file;
        file = open(path);
        full.close();
    }

    /** The same for what has happened already, and cannot be prevented. */
    void tell(Peer who, String what, String outcome, String detail) {
        try {
            write(who, what, outcome, detail);
        } catch (IOException e) {
            log.error("audit cannot be written", "what", cut(what), "outcome", outcome, "error", e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            log.warn("audit could not be closed", "error", e);
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + " (cut)";
    }
}
