package io.noderax.agent.root;

import io.noderax.agent.containment.TaskLimits;
import io.noderax.linux.PtyMode;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.rootaccess.RootProfile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** What a root broker can be asked; one request a connection, as one line <code>{KIND: {...}}</code>. */
public sealed interface BrokerRequest extends JsonMessage {
    /** The longest line of a request, its line feed included; a command and its environment fit many times. */
    int LONGEST_LINE = 4 * 1024 * 1024;

    Map<String, Function<Fields, BrokerRequest>> KINDS = Map.of(
            ApplyProfile.KIND, ApplyProfile::read,
            Run.KIND, Run::read,
            Operate.KIND, Operate::read,
            ReadLog.KIND, ReadLog::read,
            Terminal.KIND, Terminal::read);

    /** The word for what is asked. */
    String kind();

    /** The surface of root access that it needs. */
    String surface();

    /** How many descriptors come with it. */
    int descriptors();

    /** Has a profile in force from now on. */
    record ApplyProfile(RootProfile profile) implements BrokerRequest {
        static final String KIND = "apply-profile";

        static BrokerRequest read(Fields fields) {
            return new ApplyProfile(fields.choice("profile", RootProfile.BY_NAME));
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String surface() {
            return "";
        }

        @Override
        public int descriptors() {
            return 0;
        }

        @Override
        public JsonObject toJson() {
            return JsonObject.of(KIND, JsonObject.of("profile", profile.wireName()));
        }
    }

    /** A command of the operator's, which the shell runs as {@code SHELL -lc COMMAND}; its output goes to two descriptors. */
    record Run(
            UUID attempt,
            String shell,
            String command,
            String directory,
            Map<String, String> environment,
            TaskLimits limits)
            implements BrokerRequest {
        static final String KIND = "run";

        public Run {
            environment = Map.copyOf(environment);
        }

        static BrokerRequest read(Fields fields) {
            return new Run(
                    fields.uuid("attempt"),
                    RequestTexts.path(fields, "shell"),
                    RequestTexts.text(fields, "command"),
                    RequestTexts.path(fields, "directory"),
                    RequestTexts.environment(fields),
                    asked(fields));
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String surface() {
            return "task";
        }

        @Override
        public int descriptors() {
            return 2;
        }

        @Override
        public JsonObject toJson() {
            return JsonObject.of(
                    KIND,
                    JsonObject.builder()
                            .put("attempt", attempt)
                            .put("shell", shell)
                            .put("command", command)
                            .put("directory", directory)
                            .put("environment", RequestTexts.json(environment))
                            .putIfPresent("limits", limits.isNone() ? null : limits)
                            .build());
        }
    }

    /** One of the operations of {@code agent.operations}, in its words; its output goes to two descriptors. */
    record Operate(UUID attempt, JsonObject operation, TaskLimits limits) implements BrokerRequest {
        static final String KIND = "operational";

        static BrokerRequest read(Fields fields) {
            JsonObject operation = fields.optionalObject("request");
            return new Operate(fields.uuid("attempt"), operation == null ? JsonObject.EMPTY : operation, asked(fields));
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String surface() {
            return "operational";
        }

        @Override
        public int descriptors() {
            return 2;
        }

        @Override
        public JsonObject toJson() {
            return JsonObject.of(
                    KIND,
                    JsonObject.builder()
                            .put("attempt", attempt)
                            .put("request", operation)
                            .putIfPresent("limits", limits.isNone() ? null : limits)
                            .build());
        }
    }

    /** A scan of one of the node's logs, in the words of {@code log.scan}; what was read is in the answer. */
    record ReadLog(JsonObject scan) implements BrokerRequest {
        static final String KIND = "read-log";

        static BrokerRequest read(Fields fields) {
            JsonObject scan = fields.optionalObject("scan");
            return new ReadLog(scan == null ? JsonObject.EMPTY : scan);
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String surface() {
            return "operational";
        }

        @Override
        public int descriptors() {
            return 0;
        }

        @Override
        public JsonObject toJson() {
            return JsonObject.of(KIND, JsonObject.of("scan", scan));
        }
    }

    /** A shell on the terminal whose slave comes with it. */
    record Terminal(UUID session, String shell, PtyMode mode) implements BrokerRequest {
        static final String KIND = "terminal";
        private static final Map<String, PtyMode> MODES = modes();

        static BrokerRequest read(Fields fields) {
            return new Terminal(fields.uuid("session"), fields.choice("shell", SHELLS), fields.choice("mode", MODES));
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String surface() {
            return "terminal";
        }

        @Override
        public int descriptors() {
            return 1;
        }

        @Override
        public JsonObject toJson() {
            return JsonObject.of(
                    KIND,
                    JsonObject.builder()
                            .put("session", session)
                            .put("shell", shell)
                            .put("mode", mode.toString())
                            .build());
        }

        private static Map<String, PtyMode> modes() {
            Map<String, PtyMode> modes = new LinkedHashMap<>();
            for (PtyMode mode : PtyMode.values()) {
                modes.put(mode.toString(), mode);
            }
            return modes;
        }
    }

    /** The shells that root terminals have, the best first. */
    Map<String, String> SHELLS = shells(List.of("/bin/bash", "/bin/zsh", "/bin/sh"));

    /**
     * Reads a request.
     *
     * @throws InvalidFields when it is not exactly one of them
     */
    static BrokerRequest read(JsonObject line) {
        String kind = line.names().size() == 1 ? line.names().iterator().next() : "";
        Function<Fields, BrokerRequest> form = KINDS.get(kind);
        JsonObject members = line.object(kind);
        if (form == null || members == null) {
            throw new InvalidFields(List.of("a request has one member, which is one of "
                    + KINDS.keySet().stream().sorted().toList() + " and an object"));
        }
        return Fields.read(members, Fields.Unknown.REFUSED, form);
    }

    private static TaskLimits asked(Fields fields) {
        TaskLimits limits = fields.optional("limits", TaskLimits::read);
        return limits == null ? TaskLimits.NONE : limits;
    }

    private static Map<String, String> shells(List<String> paths) {
        Map<String, String> shells = new LinkedHashMap<>();
        paths.forEach(path -> shells.put(path, path));
        return Collections.unmodifiableMap(shells);
    }
}
