package io.noderax.agent.status;

import io.noderax.protocol.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A report as lines for a person. */
public final class StatusWords {
    /** Of 1024 each, as in the settings. */
    private static final List<String> UNITS = List.of("B", "KB", "MB", "GB", "TB");

    private final StringBuilder text = new StringBuilder();
    private final JsonObject report;

    private StatusWords(JsonObject report) {
        this.report = report;
    }

    /** The lines, each with its end. */
    public static String of(JsonObject report) {
        StatusWords words = new StatusWords(report);
        words.headline();
        words.figures();
        words.problems();
        return words.text.toString();
    }

    private void headline() {
        JsonObject agent = report.object("agent");
        text.append(
                switch (String.valueOf(report.text("state"))) {
                    case StatusReport.HEALTHY -> "The agent runs, and nothing is wrong";
                    case StatusReport.NOT_RUNNING -> "No agent runs with this state file";
                    default -> "The agent runs, and something is wrong";
                });
        if (agent != null) {
            text.append(" (pid ").append(agent.get("pid")).append(", since ").append(agent.text("since"));
            text.append(", version ").append(agent.text("version")).append(')');
        }
        text.append(".\n");
    }

    private void figures() {
        member("server", this::server);
        member("service", StatusWords::service);
        member("identity", identity -> or(identity.text("nodeId"), "none") + " (" + identity.text("stateFile") + ")");
        member("lastClaim", claim -> claim.text("at") + ": " + claim.text("answer"));
        member("lastError", error -> error.text("at") + ": " + error.text("call") + ": " + error.text("message"));
        member("realtime", StatusWords::realtime);
        member("tasks", tasks -> tasks.get("running") + " of " + tasks.get("slots") + " slots busy");
        member("journal", StatusWords::journal);
        member("disk", StatusWords::disk);
        member("rootAccess", StatusWords::rootAccess);
        member("policy", StatusWords::policy);
    }

    private static String service(JsonObject service) {
        return service.text("unit") + " is " + service.text("enabled") + ", " + service.text("active") + " ("
                + service.text("detail") + ") since " + service.text("since") + ", restarts by itself: "
                + service.get("restarts");
    }

    private static String policy(JsonObject policy) {
        String last = policy.text("lastRefusal");
        String words = policy.text("broken") != null
                ? "broken, everything is refused"
                : policy.get("files") + " files with " + policy.get("rules") + " rules";
        return words + " (" + policy.text("folder") + ")"
                + (last == null ? "" : "; last refusal " + policy.text("lastRefusalAt") + ": " + last);
    }

    private static String rootAccess(JsonObject access) {
        String since = access.text("since");
        String desired = access.text("desired");
        return access.text("applied") + (since == null ? "" : " since " + since)
                + (desired == null || desired.equals(access.text("applied")) ? "" : ", wanted is " + desired) + " ("
                + access.text("way") + ")";
    }

    private static String realtime(JsonObject realtime) {
        String since = realtime.text("upSince");
        String terminals = ", " + realtime.get("terminals") + " terminals";
        if (since != null) {
            return "connected since " + since + terminals;
        }
        return Boolean.TRUE.equals(realtime.get("enabled"))
                ? "not connected since " + realtime.text("downSince") + terminals
                : "switched off (realtime_enabled)";
    }

    private void problems() {
        List<?> problems = report.list("problems");
        for (Object entry : problems) {
            if (entry instanceof JsonObject problem) {
                text.append('\n').append(problem.text("code")).append(": ").append(problem.text("message"));
                text.append("\n  -> ").append(problem.text("advice")).append('\n');
            }
        }
    }

    private String server(JsonObject server) {
        StringBuilder words = new StringBuilder(String.valueOf(server.text("address")));
        List<?> extensions = server.list("extensions");
        if (!extensions.isEmpty()) {
            words.append(" with ");
            extensions.forEach(extension -> words.append(extension).append(' '));
            words.setLength(words.length() - 1);
        }
        if (server.get("clockAheadMs") instanceof Long ahead) {
            words.append("; our clock is ").append(Math.abs(ahead) / 1000).append(" s ");
            words.append(ahead < 0 ? "behind" : "ahead");
        }
        return words.toString();
    }

    private static String journal(JsonObject journal) {
        String oldest = journal.text("oldest");
        return journal.get("attempts") + " attempts, " + size(journal.get("bytes")) + " of "
                + size(journal.get("quota")) + (oldest == null ? "" : ", the oldest since " + oldest) + ", "
                + journal.get("undeliverable") + " undeliverable (" + journal.text("folder") + ")";
    }

    private static String disk(JsonObject disk) {
        Object inodes = disk.get("freeInodes");
        return size(disk.get("freeBytes")) + (inodes == null ? "" : " and " + inodes + " inodes") + " free";
    }

    private void member(String name, java.util.function.Function<JsonObject, String> words) {
        JsonObject member = report.object(name);
        if (member != null) {
            String label = name.replaceFirst("(.)([A-Z])", "$1 $2").toLowerCase(java.util.Locale.ROOT);
            text.append("  ").append(label).append(" ".repeat(12 - label.length()));
            text.append(words.apply(member)).append('\n');
        }
    }

    private static String or(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    private static String size(@Nullable Object bytes) {
        long count = bytes instanceof Long number ? number : 0;
        for (String unit : UNITS) {
            if (count < 10_240) {
                return count + " " + unit;
            }
            count /= 1024;
        }
        return count + " PB";
    }
}
