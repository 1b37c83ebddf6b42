package io.noderax.agent.journal;

import io.noderax.agent.containment.UsedResources;
import io.noderax.linux.ChildExit;
import io.noderax.linux.ResourceUse;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.log.LogFrame;
import io.noderax.protocol.log.LogGap;
import io.noderax.protocol.task.LogEnd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a task's process ended, and its log with it, as its holder saw it.
 *
 * @param cause why it was ended before it ended by itself, in the words of whoever asked for it; null when nobody did
 * @param ranMs from its start to its end
 * @param use what it has used, with its descendants
 * @param onDisk how far the log's frames on the disk reach
 * @param missing gaps behind that, for which the disk had no room
 */
public record ExitRecord(
        ChildExit exit,
        @Nullable JsonObject cause,
        Instant at,
        long ranMs,
        ResourceUse use,
        long onDisk,
        List<LogFrame> missing,
        LogEnd log)
        implements JsonMessage {
    private static final Map<String, LogFrame.Kind> STREAMS =
            Map.of("stdout", LogFrame.Kind.STDOUT, "stderr", LogFrame.Kind.STDERR);
    private static final Map<String, LogGap.Reason> REASONS =
            Map.of("quota", LogGap.Reason.QUOTA, "disk", LogGap.Reason.DISK);

    public ExitRecord {
        missing = List.copyOf(missing);
    }

    /** The record of a process whose log ended so. */
    public static ExitRecord of(
            ChildExit exit,
            @Nullable JsonObject cause,
            Instant at,
            long ranMs,
            ResourceUse use,
            FrameWriter.Ending ending) {
        return new ExitRecord(exit, cause, at, ranMs, use, ending.onDisk(), ending.missing(), ending.log());
    }

    public static ExitRecord read(Fields fields) {
        Instant at = fields.instant("at");
        long onDisk = fields.integer("onDisk", 0, Long.MAX_VALUE);
        List<LogFrame> missing = new ArrayList<>(2);
        long end = onDisk;
        for (String stream : List.of("stdout", "stderr")) {
            LogGap gap = fields.optional("missing-" + stream, ExitRecord::gap);
            if (gap != null) {
                missing.add(
                        LogFrame.gap(STREAMS.getOrDefault(stream, LogFrame.Kind.STDOUT), at.toEpochMilli(), end, gap));
                end += gap.bytes();
            }
        }
        ResourceUse use = fields.optional(UsedResources.NAME, UsedResources::read);
        return new ExitRecord(
                exit(fields),
                fields.optionalObject("cause"),
                at,
                fields.integer("ranMs", 0, Long.MAX_VALUE),
                use == null ? ResourceUse.UNKNOWN : use,
                onDisk,
                missing,
                fields.nested("log", LogEnd::read));
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder record = JsonObject.builder();
        switch (exit) {
            case ChildExit.Exited(int code) -> record.put("code", code);
            case ChildExit.Signalled(int signal) -> record.put("signal", signal);
            case ChildExit.Unknown _ -> {}
        }
        record.putIfPresent("cause", cause).put("at", at).put("ranMs", ranMs);
        if (!use.equals(ResourceUse.UNKNOWN)) {
            record.put(UsedResources.NAME, UsedResources.json(use));
        }
        record.put("onDisk", onDisk);
        for (LogFrame gap : missing) {
            String stream = gap.kind() == LogFrame.Kind.STDERR_GAP ? "stderr" : "stdout";
            record.put("missing-" + stream, json(gap.gap()));
        }
        return record.put("log", log.toJson()).build();
    }

    private static ChildExit exit(Fields fields) {
        Long code = fields.optionalInteger("code", 0, 255);
        Long signal = fields.optionalInteger("signal", 0, 127);
        if (code != null) {
            return new ChildExit.Exited(code.intValue());
        }
        return signal == null ? new ChildExit.Unknown() : new ChildExit.Signalled(signal.intValue());
    }

    private static LogGap gap(Fields fields) {
        return new LogGap(
                fields.integer("bytes", 1, Long.MAX_VALUE),
                fields.integer("lineFeeds", 0, Long.MAX_VALUE),
                fields.choice("reason", REASONS));
    }

    private static JsonObject json(LogGap gap) {
        return JsonObject.builder()
                .put("bytes", gap.bytes())
                .put("lineFeeds", gap.lineFeeds())
                .put("reason", gap.reason().code())
                .build();
    }
}
