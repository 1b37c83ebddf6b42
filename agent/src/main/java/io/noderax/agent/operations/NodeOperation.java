package io.noderax.agent.operations;

import io.noderax.protocol.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The operations without anything to choose: what operators write as a command, and what is run in its place. */
@SuppressWarnings("ImmutableEnumChecker") // patterns and commands do not change
public enum NodeOperation {
    REBOOT("(sudo )?(systemctl )?reboot", new OperationalCommand("systemctl", "reboot")),
    RESTART_AGENT(
            "(sudo )?systemctl restart noderax-agent(\\.service)?",
            new OperationalCommand("systemctl", "restart", "noderax-agent.service")),
    APT_UPDATE("(sudo )?apt-get update", new OperationalCommand("apt-get", "update"));

    /** The member of a request that names its operation. */
    static final String MEMBER = "operation";

    static final Map<String, NodeOperation> BY_NAME = byName();

    private final Pattern written;
    private final OperationalCommand command;

    NodeOperation(String written, OperationalCommand command) {
        this.written = Pattern.compile(written);
        this.command = command;
    }

    /** The operation that somebody has written as a shell's command; null when it is none of them. */
    public static @Nullable NodeOperation ofCommand(String command) {
        for (NodeOperation operation : values()) {
            if (operation.written.matcher(command.strip()).matches()) {
                return operation;
            }
        }
        return null;
    }

    /** The request that {@link OperationalCommands} takes. */
    public JsonObject request() {
        return JsonObject.of(MEMBER, wireName());
    }

    public OperationalCommand command() {
        return command;
    }

    private String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Map<String, NodeOperation> byName() {
        Map<String, NodeOperation> names = new LinkedHashMap<>();
        for (NodeOperation operation : values()) {
            names.put(operation.wireName(), operation);
        }
        return names;
    }
}
