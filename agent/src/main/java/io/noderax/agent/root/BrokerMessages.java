package io.noderax.agent.root;

import io.noderax.agent.containment.UsedResources;
import io.noderax.linux.ChildExit;
import io.noderax.linux.ProcessIdentity;
import io.noderax.linux.ResourceUse;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is said after a request: one member a line, whose name says what it is. */
public final class BrokerMessages {
    /** To the caller: the profile is in force. */
    public static final String APPLIED = "applied";

    /** To the caller: what was read of a log. */
    public static final String READ = "read";

    /** To the caller: the process runs. */
    public static final String LAUNCHED = "launched";

    /** To the caller: nothing was done. */
    public static final String REFUSED = "refused";

    /** To the caller: the process has ended. */
    public static final String EXITED = "exited";

    /** To the caller: a hang-up is done. */
    public static final String ENDED = "ended";

    /** To the broker: TERM, a grace, KILL for every process. */
    public static final String END = "end";

    /** To the broker: the same with HUP first, answered when none is left. */
    public static final String HANG_UP = "hang-up";

    private static final String GRACE = "graceMs";
    private static final long LONGEST_GRACE_MS = 600_000;

    private BrokerMessages() {}

    public static JsonObject refused(RootRefused why) {
        return JsonObject.of(
                REFUSED,
                JsonObject.builder()
                        .put("code", why.code())
                        .put("reason", why.reason())
                        .build());
    }

    public static JsonObject launched(ProcessIdentity process) {
        return JsonObject.of(LAUNCHED, json(process));
    }

    /** A process as it stands in messages and files. */
    public static JsonObject json(ProcessIdentity process) {
        return JsonObject.builder()
                .put("pid", process.pid())
                .put("startTicks", process.startTicks())
                .put("bootId", process.bootId())
                .build();
    }

    public static ProcessIdentity process(Fields fields) {
        return new ProcessIdentity(
                (int) fields.integer("pid", 1, Integer.MAX_VALUE),
                fields.integer("startTicks", 0, Long.MAX_VALUE),
                fields.text("bootId", 1, 100));
    }

    public static JsonObject exited(ChildExit exit, ResourceUse use) {
        JsonObject.Builder how = JsonObject.builder();
        switch (exit) {
            case ChildExit.Exited(int code) -> how.put("code", code);
            case ChildExit.Signalled(int signal) -> how.put("signal", signal);
            case ChildExit.Unknown _ -> {}
        }
        return JsonObject.of(
                EXITED, how.put(UsedResources.NAME, UsedResources.json(use)).build());
    }

    static ChildExit exit(JsonObject exited) {
        if (exited.get("code") instanceof Long code) {
            return new ChildExit.Exited(code.intValue());
        }
        return exited.get("signal") instanceof Long signal
                ? new ChildExit.Signalled(signal.intValue())
                : new ChildExit.Unknown();
    }

    static ResourceUse use(JsonObject exited) {
        JsonObject use = exited.object(UsedResources.NAME);
        return use == null ? ResourceUse.UNKNOWN : Fields.read(use, Fields.Unknown.IGNORED, UsedResources::read);
    }

    static JsonObject order(String what, Duration grace) {
        return JsonObject.of(what, JsonObject.of(GRACE, grace.toMillis()));
    }

    /** The grace of an order of that name; null when the message is none. */
    public static @Nullable Duration grace(JsonObject message, String what) {
        JsonObject order = message.object(what);
        return order == null
                ? null
                : Duration.ofMillis(
                        Math.clamp(order.get(GRACE) instanceof Long millis ? millis : 0, 0, LONGEST_GRACE_MS));
    }
}
