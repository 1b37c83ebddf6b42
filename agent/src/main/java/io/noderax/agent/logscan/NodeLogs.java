package io.noderax.agent.logscan;

import io.noderax.agent.loops.StopSignal;
import io.noderax.agent.tasks.ReadOnlyWork.Failed;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.function.Supplier;

/** Reads logs with the rights of this process: the file where there is one, else what the journal has of it. */
public final class NodeLogs implements LogSource {
    private final Path root;
    private final Clock clock;
    private final Supplier<ZoneId> zone;
    private final JournalScan journal;

    /**
     * @param root {@code /}, or a folder with {@code var/log} in it
     * @param zone of the times in files that do not say; asked at a scan, as the rules of all zones take long to load
     */
    public NodeLogs(Path root, Clock clock, Supplier<ZoneId> zone, JournalProgram journal) {
        this.root = root;
        this.clock = clock;
        this.zone = zone;
        this.journal = new JournalScan(journal, clock);
    }

    @Override
    public ScanResult scan(ScanRequest request, StopSignal stop) throws Failed, IOException {
        for (String name : request.preset().files()) {
            Path file = root.resolve(name);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return scanFile(file, "/" + name, request, stop);
            }
        }
        return journal.scan(request, stop);
    }

    private ScanResult scanFile(Path file, String name, ScanRequest request, StopSignal stop)
            throws Failed, IOException {
        try {
            return new LogFileScan(file, name, clock, zone.get()).scan(request, stop);
        } catch (AccessDeniedException e) {
            throw Denied.reading(name);
        }
    }
}
