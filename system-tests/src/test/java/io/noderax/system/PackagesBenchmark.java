package io.noderax.system;

import io.noderax.agent.controlplane.Offer.ClaimedTask;
import io.noderax.agent.loops.StopSignal;
import io.noderax.agent.packages.PackageMachine;
import io.noderax.agent.packages.PackageTasks;
import io.noderax.agent.tasks.Plan;
import io.noderax.agent.tasks.ReadOnlyWork;
import io.noderax.agent.tasks.TaskEnvironment;
import io.noderax.linux.ProcessTable;
import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Measures {@code packageList} with 3,000 packages on a Debian. Run by {@code ./noderax bench PackagesBenchmark}; it asserts nothing. */
class PackagesBenchmark {
    private static final int PACKAGES = 3000;
    private static final int ROUNDS = 7;

    @Test
    void listOfThreeThousandPackages() throws Exception {
        try (OpenFolder folder = OpenFolder.create()) {
            Path admin = folder.folder("dpkg");
            Files.createDirectories(admin.resolve("info"));
            Files.createDirectories(admin.resolve("updates"));
            Path status = Files.writeString(admin.resolve("status"), status());
            Path apt = Files.writeString(folder.path().resolve("apt.conf"), "Dir::State::status \"" + status + "\";\n");
            Map<String, String> environment = new HashMap<>(System.getenv());
            environment.put("DPKG_ADMINDIR", admin.toString());
            environment.put("APT_CONFIG", apt.toString());
            List<Long> millis = new ArrayList<>();
            JsonObject result = JsonObject.EMPTY;
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                result = list(environment);
                millis.add((System.nanoTime() - start) / 1_000_000);
            }
            Collections.sort(millis);
            System.out.printf(
                    "bench: packageList of %d packages: %d ms (median of %d, %d to %d), result %d KiB%n",
                    result.list("packages").size(),
                    millis.get(ROUNDS / 2),
                    ROUNDS,
                    millis.getFirst(),
                    millis.getLast(),
                    result.toString().getBytes(StandardCharsets.UTF_8).length / 1024);
        }
    }

    private static JsonObject list(Map<String, String> environment) throws Exception {
        PackageMachine machine =
                new PackageMachine(Path.of("/"), new ProcessTable(Path.of("/proc")), environment, "/root");
        ClaimedTask task = new ClaimedTask(
                new TaskId(UUID.randomUUID()), new AttemptId(UUID.randomUUID()), "packageList", JsonObject.EMPTY, null);
        Plan plan = PackageTasks.kinds(machine, new TaskEnvironment(environment, "/root"), Duration.ofMinutes(1))
                .get("packageList")
                .plan(task);
        if (!(plan instanceof Plan.Read(ReadOnlyWork work, Duration _))) {
            throw new AssertionError("this machine has no apt: " + plan);
        }
        JsonObject result = work.find(new StopSignal()).result();
        return result == null ? JsonObject.EMPTY : result;
    }

    private static String status() {
        StringBuilder status = new StringBuilder();
        for (int i = 0; i < PACKAGES; i++) {
            status.append("""
                    Package: made-up-package-%d
                    Status: install ok installed
                    Priority: optional
                    Section: libs
                    Installed-Size: 512
                    Maintainer: Nobody <nobody@example.com>
                    Architecture: amd64
                    Version: 1:%d.%d.2-3+deb12u1
                    Depends: libc6 (>= 2.36), libgcc-s1 (>= 3.0), libstdc++6 (>= 5.2)
                    Description: made-up package number %d of a long list
                     It has a longer description too, as most of them have,
                     with a second line.

                    """.formatted(i, i % 7, i % 31, i));
        }
        return status.toString();
    }
}
