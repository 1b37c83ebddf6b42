package io.noderax.agent.tasks;

import io.noderax.agent.config.GoDuration;
import io.noderax.agent.holder.BrokerLostCause;
import io.noderax.agent.holder.HolderStoppedCause;
import io.noderax.agent.holder.TimeoutCause;
import io.noderax.protocol.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a running task is ended before it ends by itself. Its holder keeps the cause: the agent may be another one by then. */
sealed interface StopCause {
    /** So long that it has room in an exit record. */
    int LONGEST_WORDS = 1000;

    /** An operator asked for it. */
    record Cancelled(String reason) implements StopCause {
        private static final String KEY = "cancelled";

        @Override
        public JsonObject toJson() {
            return JsonObject.of(KEY, LogText.cut(reason, LONGEST_WORDS));
        }
    }

    /** It took longer than allowed. Its holder says so, nobody else. */
    record TimedOut(Duration after) implements StopCause {
        String sentence() {
            return "the command did not end within " + GoDuration.print(after);
        }

        @Override
        public JsonObject toJson() {
            return JsonObject.EMPTY;
        }
    }

    /** On the server the task is over already, or gone. */
    record NotOurs(String state) implements StopCause {
        private static final String KEY = "notOurs";

        @Override
        public JsonObject toJson() {
            return JsonObject.of(KEY, LogText.cut(state, LONGEST_WORDS));
        }
    }

    /** The broker of a root task was killed. Its holder says so, nobody else. */
    record RootBrokerLost() implements StopCause {
        static final String CODE = "root-broker-lost";

        static final String SENTENCE =
                "the root broker was stopped or killed while it had the task; what is left of the task is ended with it";

        @Override
        public JsonObject toJson() {
            return JsonObject.EMPTY;
        }
    }

    /** The service that holds tasks was stopped. It says so itself, nobody else. */
    record HolderStopped() implements StopCause {
        static final String CODE = "holder-stopped";

        static final String SENTENCE =
                "the task was ended because the machine went down, or the service that holds tasks"
                        + " was stopped, while it ran";

        @Override
        public JsonObject toJson() {
            return JsonObject.EMPTY;
        }
    }

    /** The form in which a holder keeps it. */
    JsonObject toJson();

    /** The cause in an exit record; null when the task ended by itself. */
    static @Nullable StopCause read(@Nullable JsonObject cause) {
        if (cause == null) {
            return null;
        }
        Duration timeout = TimeoutCause.read(cause);
        if (timeout != null) {
            return new TimedOut(timeout);
        }
        if (BrokerLostCause.is(cause)) {
            return new RootBrokerLost();
        }
        if (HolderStoppedCause.is(cause)) {
            return new HolderStopped();
        }
        String state = cause.text(NotOurs.KEY);
        String reason = cause.text(Cancelled.KEY);
        return state == null ? new Cancelled(reason == null ? "cancelled" : reason) : new NotOurs(state);
    }
}
