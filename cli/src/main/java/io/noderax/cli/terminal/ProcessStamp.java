package io.noderax.cli.terminal;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One process for all time: a pid is used again after its process, a pid with its start time is not.
 *
 * @param startTicks since boot, field 22 of {@code /proc/PID/stat} (proc(5))
 */
public record ProcessStamp(long pid, long startTicks) implements JsonMessage {
    public static ProcessStamp read(Fields fields) {
        Long pid = fields.optionalInteger("pid", 1, Integer.MAX_VALUE);
        Long startTicks = fields.optionalInteger("startTicks", 0, Long.MAX_VALUE);
        if (pid == null || startTicks == null) {
            throw new IllegalArgumentException("pid and startTicks are needed");
        }
        return new ProcessStamp(pid, startTicks);
    }

    /** The process that has this pid now; null when there is none. */
    public static @Nullable ProcessStamp of(long pid) {
        try {
            return parse(pid, Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
        } catch (IOException e) {
            return null;
        }
    }

    public static ProcessStamp ofThisProcess() {
        ProcessStamp stamp = of(ProcessHandle.current().pid());
        if (stamp == null) {
            throw new IllegalStateException("/proc is not mounted");
        }
        return stamp;
    }

    /** Whether this very process is there and has not ended (a zombie has). */
    public boolean isAlive() {
        return equals(of(pid));
    }

    /** Null for a zombie. The name in parentheses may hold anything, also blanks and parentheses. */
    static @Nullable ProcessStamp parse(long pid, String stat) {
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        boolean ended = afterName[0].equals("Z") || afterName[0].equals("X");
        return ended ? null : new ProcessStamp(pid, Long.parseLong(afterName[19]));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("pid", pid)
                .put("startTicks", startTicks)
                .build();
    }
}
