package io.noderax.agent.updater;

import io.noderax.agent.update.UpdateRequest;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An update that is not over, as it stands on the disk.
 *
 * @param from the version that ran when it began, to which it goes back
 * @param tries how many processes have worked on it
 * @param reason why it goes back; null while it does not
 */
record Pending(
        UpdateRequest request,
        String from,
        Stage stage,
        int tries,
        @Nullable String reason) implements JsonMessage {
    /** What is being done; written down before it is. */
    enum Stage {
        /** The release is fetched and unpacked; nothing that runs is touched. */
        FETCHING,
        /** The new version is on trial, or about to be. */
        TRYING,
        /** The version of before comes back. */
        GOING_BACK;

        static final Map<String, Stage> BY_NAME = byName();

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Map<String, Stage> byName() {
            Map<String, Stage> names = new LinkedHashMap<>();
            for (Stage stage : values()) {
                names.put(stage.wireName(), stage);
            }
            return Collections.unmodifiableMap(names);
        }
    }

    private static final int LONGEST_REASON = 4000;

    static Pending begin(UpdateRequest request, String from) {
        return new Pending(request, from, Stage.FETCHING, 0, null);
    }

    String version() {
        return request.targetVersion();
    }

    Pending at(Stage next) {
        return new Pending(request, from, next, tries, reason);
    }

    /** Another process takes it up. */
    Pending triedAgain() {
        return new Pending(request, from, stage, tries + 1, reason);
    }

    Pending goingBack(String why) {
        String cut = why.length() <= LONGEST_REASON ? why : why.substring(0, LONGEST_REASON);
        return new Pending(request, from, Stage.GOING_BACK, tries, cut);
    }

    static Pending read(Fields fields) {
        return new Pending(
                fields.nested("request", UpdateRequest::read),
                fields.text("from", 1, 64),
                fields.choice("stage", Stage.BY_NAME),
                (int) fields.integer("tries", 0, 1_000_000),
                fields.optionalText("reason", 0, LONGEST_REASON));
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("request", request)
                .put("from", from)
                .put("stage", stage.wireName())
                .put("tries", tries)
                .put("reason", reason)
                .build();
    }
}
