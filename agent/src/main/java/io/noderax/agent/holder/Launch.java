package io.noderax.agent.holder;

import io.noderax.agent.containment.LimitsNotHeld;
import io.noderax.agent.root.RootRefused;
import io.noderax.linux.SpawnFailed;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What has come of the attempt to make a task's process. */
sealed interface Launch {
    /** @param startedAt {@code System.nanoTime()} before the process was made */
    record Runs(TaskProcess process, long startedAt) implements Launch {}

    /** Nothing runs. */
    record Failed(JsonObject answer) implements Launch {}

    /** Makes the process. */
    interface Starter {
        TaskProcess start() throws SpawnFailed, RootRefused, LimitsNotHeld, IOException;
    }

    /** Blocks as long as the starter does. Any thread. */
    static Launch by(Starter starter) {
        long startedAt = System.nanoTime();
        try {
            return new Runs(starter.start(), startedAt);
        } catch (RootRefused e) {
            return failed(e.code(), e.reason());
        } catch (LimitsNotHeld e) {
            return failed(LimitsNotHeld.CODE, e.reason());
        } catch (SpawnFailed e) {
            return failed(null, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return failed(RootRefused.NOT_STARTED, "the root broker could not be asked: " + e.getMessage());
        }
    }

    /** @param code for machines; null when there is none */
    static Failed failed(@Nullable String code, String why) {
        return new Failed(JsonObject.builder()
                .put("failed", why)
                .putIfPresent("code", code)
                .build());
    }
}
