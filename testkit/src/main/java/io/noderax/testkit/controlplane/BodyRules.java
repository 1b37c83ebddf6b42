package io.noderax.testkit.controlplane;

import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.json.Timestamps;
import io.noderax.protocol.json.Uuids;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the reference allows in a body: these members and no others, each by its rule; its words when one is broken. */
final class BodyRules {
    /** Gives the sentences about a value that breaks the rule, without the member's name; the value is null when absent. */
    interface Rule {
        List<String> broken(@Nullable Object value);
    }

    static final BodyRules INITIATE = new BodyRules()
            .with("email", BodyRules::email)
            .with("hostname", text(2, Integer.MAX_VALUE))
            .with("additionalInfo", optional(BodyRules::object));

    static final BodyRules REPORT =
            new BodyRules().with("taskId", optional(BodyRules::uuid)).with("timestamp", optional(BodyRules::date));

    static final BodyRules ROOT_ACCESS = new BodyRules()
            .with(
                    "appliedProfile",
                    optional(oneOf(
                            "off",
                            "operational",
                            "task",
                            "terminal",
                            "operational_task",
                            "operational_terminal",
                            "task_terminal",
                            "all")))
            .with("lastAppliedAt", optional(BodyRules::date))
            .with("lastError", optional(text(0, Integer.MAX_VALUE)));

    static final BodyRules CLAIM = new BodyRules()
            .with("maxTasks", optional(BodyRules::count))
            .with("waitMs", optional(BodyRules::integer))
            .with("capabilities", optional(BodyRules::array))
            .with("rootAccess", optional(BodyRules::object));

    /** With the attempts that the agent has, where they may be named. */
    static final BodyRules CLAIM_WITH_ATTEMPTS =
            new BodyRules().all(CLAIM).with("attempts", optional(BodyRules::array));

    static final BodyRules LOG = new BodyRules()
            .with("taskId", optional(BodyRules::uuid))
            .with("timestamp", optional(BodyRules::date))
            .with("stream", text(1, 50))
            .with("line", text(1, 5000));

    static final BodyRules STATE = new BodyRules()
            .with("taskId", optional(BodyRules::uuid))
            .with("timestamp", optional(BodyRules::date))
            .with("code", optional(text(1, 64)))
            .with("message", optional(text(1, 1000)))
            .with("details", optional(BodyRules::object));

    static final BodyRules COMPLETED = new BodyRules()
            .with("taskId", optional(BodyRules::uuid))
            .with("timestamp", optional(BodyRules::date))
            .with("status", oneOf("success", "failed", "cancelled", "canceled", "timeout"))
            .with("result", optional(BodyRules::object))
            .with("output", optional(text(0, 200_000)))
            .with("exitCode", optional(BodyRules::integer))
            .with("error", optional(text(0, 10_000)))
            .with("durationMs", optional(BodyRules::integer));

    /** With the end of the log, where batches are taken. */
    static final BodyRules COMPLETED_WITH_LOG = new BodyRules().all(COMPLETED).with("log", optional(BodyRules::object));

    static final BodyRules MACHINE = new BodyRules()
            .with("os", optional(text(0, 255)))
            .with("arch", optional(text(0, 64)))
            .with("agentVersion", optional(text(0, 64)))
            .with("platformVersion", optional(text(0, 120)))
            .with("kernelVersion", optional(text(0, 120)));
    static final BodyRules CONSUME = new BodyRules()
            .with("token", text(8, Integer.MAX_VALUE))
            .with("hostname", text(2, 255))
            .with("additionalInfo", optional(BodyRules::object));
    static final BodyRules PROGRESS = new BodyRules()
            .with("token", text(8, Integer.MAX_VALUE))
            .with("stage", text(2, 64))
            .with("status", optional(oneOf("installing", "completed", "failed")))
            .with("progressPercent", optional(percent()))
            .with("statusMessage", optional(text(0, 500)));
    static final BodyRules HEARTBEAT = new BodyRules()
            .with("nodeId", BodyRules::uuid)
            .with("agentToken", text(32, Integer.MAX_VALUE))
            .with("agentVersion", optional(text(1, 64)))
            .with("platformVersion", optional(text(1, 120)))
            .with("kernelVersion", optional(text(1, 120)))
            .with("sentAt", optional(BodyRules::date));

    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]+");

    private final Map<String, Rule> rules = new LinkedHashMap<>();

    private BodyRules with(String member, Rule rule) {
        rules.put(member, rule);
        return this;
    }

    private BodyRules all(BodyRules others) {
        rules.putAll(others.rules);
        return this;
    }

    /** Everything that is wrong with the body; empty when nothing is. */
    List<String> problems(JsonObject body) {
        return problems(body, "");
    }

    private List<String> problems(JsonObject body, String path) {
        List<String> problems = new ArrayList<>();
        for (String member : body.names()) {
            if (!rules.containsKey(member)) {
                problems.add(path + "property " + member + " should not exist");
            }
        }
        rules.forEach((member, rule) -> {
            for (String sentence : rule.broken(body.get(member))) {
                problems.add(path + member + ' ' + sentence);
            }
        });
        JsonObject rootAccess = this == CLAIM || this == CLAIM_WITH_ATTEMPTS ? body.object("rootAccess") : null;
        if (rootAccess != null) {
            problems.addAll(ROOT_ACCESS.problems(rootAccess, "rootAccess."));
        }
        JsonObject machine = this == CONSUME ? body.object("additionalInfo") : null;
        if (machine != null) {
            problems.addAll(MACHINE.problems(machine, "additionalInfo."));
        }
        return problems;
    }

    private static Rule optional(Rule rule) {
        return value -> value == null ? List.of() : rule.broken(value);
    }

    private static Rule text(int shortest, int longest) {
        return value -> {
            List<String> broken = new ArrayList<>();
            if (shortest > 0 && (!(value instanceof String text) || text.length() < shortest)) {
                broken.add("must be longer than or equal to " + shortest + " characters");
            }
            if (value instanceof String text && text.length() > longest) {
                broken.add("must be shorter than or equal to " + longest + " characters");
            }
            if (!(value instanceof String)) {
                broken.add("must be a string");
            }
            return broken;
        };
    }

    private static Rule percent() {
        return value -> value instanceof Long number && number >= 0 && number <= 100
                ? List.of()
                : List.of("must not be greater than 100");
    }

    private static Rule oneOf(String... allowed) {
        return value -> value instanceof String text && List.of(allowed).contains(text)
                ? List.of()
                : List.of("must be one of the following values: " + String.join(", ", allowed));
    }

    /** Every integer is moved to one; the words for what is no integer are those of all three checks. */
    private static List<String> count(@Nullable Object value) {
        return asInteger(value) != null
                ? List.of()
                : List.of("must not be greater than 1", "must not be less than 1", "must be an integer number");
    }

    private static List<String> integer(@Nullable Object value) {
        return asInteger(value) == null ? List.of("must be an integer number") : List.of();
    }

    private static @Nullable Long asInteger(@Nullable Object value) {
        return switch (value) {
            case Long number -> number;
            case String text when text.matches("-?[0-9]{1,18}") -> Long.valueOf(text);
            case null, default -> null;
        };
    }

    private static List<String> array(@Nullable Object value) {
        return value instanceof List ? List.of() : List.of("must be an array");
    }

    private static List<String> object(@Nullable Object value) {
        return value instanceof JsonObject ? List.of() : List.of("must be an object");
    }

    private static List<String> email(@Nullable Object value) {
        return value instanceof String text && EMAIL.matcher(text).matches() ? List.of() : List.of("must be an email");
    }

    private static List<String> uuid(@Nullable Object value) {
        return value instanceof String text && Uuids.parse(text) != null ? List.of() : List.of("must be a UUID");
    }

    private static List<String> date(@Nullable Object value) {
        return value instanceof String text && Timestamps.parse(text) != null
                ? List.of()
                : List.of("must be a valid ISO 8601 date string");
    }
}
