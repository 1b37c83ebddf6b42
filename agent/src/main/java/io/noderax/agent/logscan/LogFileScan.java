package io.noderax.agent.logscan;

import io.noderax.agent.loops.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A scan of a file: its end, or what came since the cursor. */
final class LogFileScan {
    private static final int TRIES = 3;

    private final Path file;
    /** As people know it: below the real root, wherever the file stands. */
    private final String name;

    private final Clock clock;
    private final LineForm form;

    LogFileScan(Path file, String name, Clock clock, ZoneId zone) {
        this.file = file;
        this.name = name;
        this.clock = clock;
        this.form = new LineForm(clock, zone, name);
    }

    ScanResult scan(ScanRequest request, StopSignal stop) throws IOException {
        IOException last = null;
        ScanResult rest = restOfRotated(request, stop);
        if (rest != null) {
            return rest;
        }
        for (int i = 0; i < TRIES; i++) {
            try (OpenLog log = OpenLog.open(file)) {
                return scan(log, request, stop);
            } catch (IOException e) {
                last = e;
            }
        }
        throw last == null ? new IOException(name + " cannot be read") : last;
    }

    private ScanResult scan(OpenLog log, ScanRequest request, StopSignal stop) throws IOException {
        ScanCursor cursor = request.monitor() ? request.cursor() : null;
        String reset = cursor == null ? null : resetReason(cursor, log);
        Stretch stretch = cursor != null && cursor.isOfFile() && reset == null
                ? new ForwardRead(log, cursor.offset(), request.limits(), stop).read()
                : new TailRead(log, request.limits(), request.monitor()).read();
        return new ScanResult(
                request.preset(),
                "file",
                stretch.lines().stream().map(form::read).toList(),
                ScanCursor.ofFile(log.inode(), stretch.next(), clock.instant(), reset),
                stretch.truncated(),
                stretch.bytesRead(),
                warnings(reset));
    }

    /** What was written to the file before it got its next name, beyond the cursor; null when nothing is left of it. */
    private @Nullable ScanResult restOfRotated(ScanRequest request, StopSignal stop) {
        ScanCursor cursor = request.monitor() ? request.cursor() : null;
        Path rotated = file.resolveSibling(file.getFileName() + ".1");
        if (cursor == null || !cursor.isOfFile() || !Files.exists(rotated)) {
            return null;
        }
        try (OpenLog log = OpenLog.open(rotated)) {
            if (!Long.valueOf(log.inode()).equals(cursor.inode()) || cursor.offset() >= log.size()) {
                return null;
            }
            Stretch stretch = new ForwardRead(log, cursor.offset(), request.limits(), stop).read();
            return stretch.lines().isEmpty()
                    ? null
                    : new ScanResult(
                            request.preset(),
                            "file",
                            stretch.lines().stream().map(form::read).toList(),
                            ScanCursor.ofFile(log.inode(), stretch.next(), clock.instant(), null),
                            true,
                            stretch.bytesRead(),
                            List.of());
        } catch (IOException e) {
            // It may not be read, or is packed just now: then it is as if it were not there.
            return null;
        }
    }

    private static @Nullable String resetReason(ScanCursor cursor, OpenLog log) {
        Long inode = cursor.inode();
        if (inode == null) {
            return cursor.journal() == null ? null : "source-changed";
        }
        if (inode != log.inode()) {
            return "rotated";
        }
        return cursor.offset() > log.size() ? "truncated" : null;
    }

    private List<String> warnings(@Nullable String reset) {
        List<String> warnings = new ArrayList<>();
        if (reset != null) {
            warnings.add(
                    switch (reset) {
                        case "rotated" -> name + " was rotated: its last lines follow";
                        case "truncated" -> name + " was truncated: its last lines follow";
                        default ->
                            "what was read from the journal before stands in " + name + " now: its last lines follow";
                    });
        }
        return warnings;
    }
}
