package io.noderax.agent.packages;

import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.json.Timestamps;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A process that has what only one may have.
 *
 * @param since when it was started; null when that cannot be seen
 * @param file by which it keeps others out
 */
record LockHolder(int pid, String command, @Nullable Instant since, String file) implements JsonMessage {
    private static final int LONGEST_COMMAND = 200;

    LockHolder {
        String printable = command.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        command = printable.length() > LONGEST_COMMAND ? printable.substring(0, LONGEST_COMMAND) + "..." : printable;
    }

    /** For instance {@code process 712 (apt-get upgrade), which runs since 2026-11-23T20:21:15.000Z}. */
    String words() {
        return "process " + pid + (command.isEmpty() ? "" : " (" + command + ")")
                + (since == null ? "" : ", which runs since " + Timestamps.print(since));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("pid", pid)
                .put("command", command)
                .put("since", since)
                .put("file", file)
                .build();
    }
}
