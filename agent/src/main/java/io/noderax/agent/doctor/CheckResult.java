package io.noderax.agent.doctor;

import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one check has found.
 *
 * @param advice what to do; null when there is nothing to do
 */
public record CheckResult(
        String name, State state, String sentence, @Nullable String advice) implements JsonMessage {
    /** How grave it is. */
    public enum State {
        OK,
        WARNING,
        FAILED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static CheckResult ok(String name, String sentence) {
        return new CheckResult(name, State.OK, sentence, null);
    }

    static CheckResult warning(String name, String sentence, String advice) {
        return new CheckResult(name, State.WARNING, sentence, advice);
    }

    static CheckResult failed(String name, String sentence, String advice) {
        return new CheckResult(name, State.FAILED, sentence, advice);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("name", name)
                .put("state", state.word())
                .put("message", sentence)
                .putIfPresent("advice", advice)
                .build();
    }
}
