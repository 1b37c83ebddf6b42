package io.noderax.agent.packages;

import io.noderax.agent.loops.StopSignal;
import io.noderax.agent.tasks.ReadOnlyWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks whether the machine wants to be started anew. */
final class RebootLook {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final PackageMachine machine;

    RebootLook(PackageMachine machine) {
        this.machine = machine;
    }

    /** @param packages that want it; empty when nobody says which */
    record Seen(boolean required, List<String> packages) {}

    /** Null when nobody knows. */
    @Nullable
    Seen look(RebootSign sign) {
        return switch (sign) {
            case RebootSign.Marker(String file, String packages) -> {
                boolean required = Files.exists(machine.root().resolve(file));
                yield new Seen(required, required ? lines(machine.root().resolve(packages)) : List.of());
            }
            case RebootSign.Told(List<String> argv, int exitCode) -> told(argv, exitCode);
            case RebootSign.Never _ -> null;
        };
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .distinct()
                    .limit(200)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private @Nullable Seen told(List<String> argv, int exitCode) {
        if (!machine.hasProgram(argv.getFirst())) {
            return null;
        }
        StopSignal stop = new StopSignal();
        CompletableFuture.delayedExecutor(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
                .execute(stop::stop);
        try {
            int code = machine.run().run(argv, stop).exitCode();
            return code == exitCode || code == 0 ? new Seen(code == exitCode, List.of()) : null;
        } catch (ReadOnlyWork.Failed e) {
            return null;
        }
    }
}
