package io.noderax.agent.tasks;

import io.noderax.agent.loops.StopSignal;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Finds something out and changes nothing: an attempt that was broken off may be made again by another. It runs inside the agent,
 * on the attempt's thread, and leaves no log; what it found is in its result.
 */
@FunctionalInterface
public interface ReadOnlyWork {
    /** @param output text for people; cut by the caller where the wire wants it shorter */
    record Found(@Nullable JsonObject result, String output) {}

    /** It cannot be found out. */
    final class Failed extends Exception {
        private static final long serialVersionUID = 1;
        private final String code;

        /**
         * @param code for machines; the control plane shows it as the task's reason
         * @param reason for people
         */
        public Failed(String code, String reason) {
            super(reason);
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /** Blocks; soon after the stop it returns or throws, whatever. */
    Found find(StopSignal stop) throws Failed, IOException;
}
