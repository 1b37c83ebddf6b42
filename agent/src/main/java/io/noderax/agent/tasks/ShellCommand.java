package io.noderax.agent.tasks;

import io.noderax.protocol.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The payload of {@code shell.exec} (agent contract, 6).
 *
 * @param workingDirectory null when the payload names none
 * @param timeout null when the payload names none
 */
record ShellCommand(
        String command,
        String shell,
        @Nullable String workingDirectory,
        Map<String, String> environment,
        @Nullable Duration timeout,
        Privilege privilege) {
    static ShellCommand parse(@Nullable Object payload, @Nullable Object taskTimeoutSeconds) throws BrokenPayload {
        if (!(payload instanceof JsonObject members)) {
            throw new BrokenPayload("it must be an object");
        }
        String command = text(members, "command");
        if (command == null || command.isBlank()) {
            throw new BrokenPayload("command must be a text that is not blank");
        }
        String shell = text(members, "shell");
        return new ShellCommand(
                command,
                shell == null || shell.isBlank() ? "/bin/sh" : shell,
                text(members, "working_dir"),
                environment(members),
                TaskTimeout.of(members, taskTimeoutSeconds),
                privilege(members));
    }

    private static Privilege privilege(JsonObject members) throws BrokenPayload {
        if (!Boolean.TRUE.equals(members.get("runAsRoot"))) {
            return Privilege.AGENT;
        }
        String scope = text(members, "rootScope");
        for (Privilege privilege : Privilege.values()) {
            if (scope != null && scope.equals(privilege.surface())) {
                return privilege;
            }
        }
        throw new BrokenPayload("rootScope must be task or operational when runAsRoot is true (got " + scope + ")");
    }

    private static @Nullable String text(JsonObject members, String name) throws BrokenPayload {
        Object value = members.get(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)) {
            throw new BrokenPayload(name + " must be a text");
        }
        if (text.indexOf('\0') >= 0) {
            throw new BrokenPayload(name + " must not hold a NUL character");
        }
        return text;
    }

    private static Map<String, String> environment(JsonObject members) throws BrokenPayload {
        Object value = members.get("environment");
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof JsonObject variables)) {
            throw new BrokenPayload("environment must be an object of texts");
        }
        Map<String, String> environment = new LinkedHashMap<>();
        for (String name : variables.names()) {
            Object member = variables.get(name);
            boolean fits = member instanceof String || member instanceof Number || member instanceof Boolean;
            if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0 || !fits) {
                throw new BrokenPayload("environment must hold texts under names without '=' (got " + name + ")");
            }
            String text = member instanceof BigDecimal number ? number.toPlainString() : String.valueOf(member);
            if (text.indexOf('\0') >= 0) {
                throw new BrokenPayload("environment." + name + " must not hold a NUL character");
            }
            environment.put(name, text);
        }
        return environment;
    }
}
