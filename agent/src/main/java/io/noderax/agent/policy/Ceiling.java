package io.noderax.agent.policy;

import io.noderax.agent.config.AgentConfig;
import io.noderax.agent.config.ConfigKey;
import io.noderax.linux.ResourceLimits;
import io.noderax.protocol.json.JsonObject;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What a file lets one task use at most: {@code limits}, whose values are those of the agent's settings. */
record Ceiling(ResourceLimits limits, Place place) {
    static final String NAME = "limits";

    private static final Map<String, ConfigKey> MEMBERS = members();

    static Ceiling read(Place place, @Nullable Object value) throws BrokenPolicy {
        if (!(value instanceof JsonObject members)) {
            throw new BrokenPolicy(place, NAME + " must be an object");
        }
        Map<ConfigKey, String> texts = new HashMap<>();
        for (String name : members.names()) {
            ConfigKey key = MEMBERS.get(name);
            if (key == null) {
                throw new BrokenPolicy(
                        place,
                        "unknown member " + name + " in " + NAME + "; allowed: " + String.join(", ", MEMBERS.keySet()));
            }
            texts.put(key, text(place, name, key, members.get(name)));
        }
        return new Ceiling(
                AgentConfig.limits(
                        texts.get(ConfigKey.TASK_MEMORY_MAX),
                        texts.get(ConfigKey.TASK_CPU_MAX),
                        texts.get(ConfigKey.TASK_PIDS_MAX)),
                place);
    }

    String words() {
        StringJoiner words = new StringJoiner(", ");
        if (limits.memoryBytes() != null) {
            words.add(limits.memoryBytes() + " bytes of memory");
        }
        if (limits.processors() != null) {
            words.add(limits.processors() + " processors");
        }
        if (limits.processes() != null) {
            words.add(limits.processes() + " processes");
        }
        return "a task may use at most " + words;
    }

    private static String text(Place place, String name, ConfigKey key, @Nullable Object value) throws BrokenPolicy {
        String text = switch (value) {
            case String given -> given;
            case Long number -> number.toString();
            case BigDecimal number -> number.toPlainString();
            case null, default -> "";
        };
        if (!key.allows(text)) {
            throw new BrokenPolicy(place, NAME + "." + name + " must be " + key.allowed() + " (got " + value + ")");
        }
        return text;
    }

    private static Map<String, ConfigKey> members() {
        Map<String, ConfigKey> members = new LinkedHashMap<>();
        members.put("memoryMax", ConfigKey.TASK_MEMORY_MAX);
        members.put("cpuMax", ConfigKey.TASK_CPU_MAX);
        members.put("pidsMax", ConfigKey.TASK_PIDS_MAX);
        return members;
    }
}
