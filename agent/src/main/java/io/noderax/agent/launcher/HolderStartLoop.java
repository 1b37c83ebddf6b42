package io.noderax.agent.launcher;

import io.noderax.agent.holder.HolderAddress;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.AgentThread;
import io.noderax.linux.Child;
import io.noderax.linux.ChildCommand;
import io.noderax.linux.ProcessTable;
import io.noderax.linux.SpawnFailed;
import io.noderax.linux.Spawner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Connects to the holder, and starts it when there is none. Safe for any number of threads: one starts at a time. */
final class HolderStartLoop {
    private static final Duration LONGEST_START = Duration.ofSeconds(20);
    private static final long LOOK_AGAIN_MS = 5;
    private static final long LARGEST_LOG = 256 * 1024;

    /** What the holder gets of the agent's environment: no setting and no secret. */
    private static final List<String> KEPT_VARIABLES = List.of("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ");

    private final HolderPlace place;
    private final long quota;
    private final ProcessTable processes;
    private final Map<String, String> environment;
    private final EventLog log;

    HolderStartLoop(
            HolderPlace place, long quota, ProcessTable processes, Map<String, String> agentEnvironment, EventLog log) {
        this.place = place;
        this.quota = quota;
        this.processes = processes;
        this.log = log;
        this.environment = new HashMap<>();
        for (String name : KEPT_VARIABLES) {
            String value = agentEnvironment.get(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
    }

    /** A connection to the holder, which may have been started for it. */
    HolderLink connect() throws IOException, SpawnFailed {
        try {
            return open();
        } catch (IOException nobodyThere) {
            if (place.activated()) {
                throw new IOException(
                        "no holder could be reached at " + place.socket(HolderAddress.name())
                                + ", where the service manager should listen: " + nobodyThere.getMessage(),
                        nobodyThere);
            }
            return start();
        }
    }

    private HolderLink open() throws IOException {
        return HolderLink.open(place.socket(HolderAddress.name()), quota);
    }

    private synchronized HolderLink start() throws IOException, SpawnFailed {
        try {
            return open();
        } catch (IOException nobodyThere) {
            Child holder = spawn();
            AgentThread.start("holder", () -> {
                holder.awaitExit();
                holder.output().close();
            });
            return await();
        }
    }

    private Child spawn() throws IOException, SpawnFailed {
        Path file = place.journal().resolve("holder.log");
        if (Files.exists(file) && Files.size(file) > LARGEST_LOG) {
            Files.move(file, place.journal().resolve("holder.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        ChildCommand command = new ChildCommand(HolderCommand.of(place.journal(), quota), environment, "/");
        Child holder = new Spawner(processes).spawn(command, file);
        log.info("holder started", "pid", holder.identity().pid());
        return holder;
    }

    private HolderLink await() throws IOException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (System.nanoTime() - deadline < 0) {
            try {
                return open();
            } catch (IOException notYet) {
                pause();
            }
        }
        throw new IOException(
                "it did not answer within " + LONGEST_START.toSeconds() + " s; see holder.log in " + place.journal());
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(LOOK_AGAIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
