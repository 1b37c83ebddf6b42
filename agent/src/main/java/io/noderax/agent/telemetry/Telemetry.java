package io.noderax.agent.telemetry;

import io.noderax.linux.DiskRoom;
import io.noderax.protocol.telemetry.Measures;
import io.noderax.protocol.telemetry.MoreMeasures;
import io.noderax.protocol.telemetry.NetworkCounters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the node: every probe by itself, so that one that fails hides no other. Safe for any number of threads, one at a time. */
public final class Telemetry {
    private static final long KEPT = Duration.ofMinutes(1).toNanos();

    private final KernelFiles files;
    private final Path disk;
    private final LongSupplier nanos;
    private final CpuProbe cpu;
    private final Temperatures temperatures;
    private final Kept cpuUsage = new Kept();
    private final Kept memoryUsage = new Kept();
    private final Kept diskUsage = new Kept();
    private List<String> lastFailures = List.of();

    /** A measure that the wire requires: the last one stands in for it for a minute. */
    private static final class Kept {
        private @Nullable Double last;
        private long at;

        @Nullable
        Double orLast(@Nullable Double value, long now) {
            if (value != null) {
                last = value;
                at = now;
            }
            return last != null && now - at <= KEPT ? last : null;
        }
    }

    /**
     * @param root {@code /}, or a folder with {@code proc} and {@code sys} in it
     * @param nanos a clock like {@link System#nanoTime}
     */
    public Telemetry(Path root, LongSupplier nanos) {
        this.files = new KernelFiles(root);
        this.disk = root;
        this.nanos = nanos;
        this.cpu = new CpuProbe(files, nanos);
        this.temperatures = new Temperatures(files);
        probe("cpu", new ArrayList<>(), cpu::read);
    }

    /** Reads everything; what is counted over time is counted since the sample before. */
    public synchronized Sample sample() {
        List<String> failures = new ArrayList<>();
        long now = nanos.getAsLong();
        Double cpuNow = probe("cpu", failures, cpu::read);
        MemoryUse memory = probe("memory", failures, () -> MemoryUse.read(files));
        Double diskNow = probe("disk", failures, this::disk);
        List<NetworkCounters> networks = probe("network", failures, this::networks);
        Double swap = memory == null ? null : memory.swapPercent();
        MoreMeasures more = probe("kernel", failures, () -> KernelMeasures.read(files, swap));
        Measures measures = new Measures(
                cpuUsage.orLast(cpuNow, now),
                memoryUsage.orLast(memory == null ? null : Double.valueOf(memory.percent()), now),
                diskUsage.orLast(diskNow, now),
                probe("temperature", failures, temperatures::hottest),
                networks == null ? List.of() : networks,
                null,
                more == null ? MoreMeasures.NONE : more);
        lastFailures = List.copyOf(failures);
        return new Sample(measures, lastFailures);
    }

    /** Which probes failed at the last sample, and why. */
    public synchronized List<String> failures() {
        return lastFailures;
    }

    private @Nullable Double disk() {
        DiskRoom room = DiskRoom.at(disk);
        if (room == null) {
            throw new IllegalArgumentException("the file system of " + disk + " cannot be asked");
        }
        return room.usedPercent();
    }

    private @Nullable List<NetworkCounters> networks() {
        String text = files.text("proc/net/dev");
        if (text == null) {
            throw new IllegalArgumentException("/proc/net/dev cannot be read");
        }
        return NetworkLines.parse(text);
    }

    private static <T> @Nullable T probe(String name, List<String> failures, Supplier<? extends @Nullable T> probe) {
        try {
            return probe.get();
        } catch (RuntimeException e) {
            failures.add(name + ": " + e.getMessage());
            return null;
        }
    }
}
