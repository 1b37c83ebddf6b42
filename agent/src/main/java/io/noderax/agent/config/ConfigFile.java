package io.noderax.agent.config;

import io.noderax.agent.files.DurableFile;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The config file: found on the search path, read as text values, changed one key at a time. */
public final class ConfigFile {
    private static final List<String> SEARCH_PATH = List.of(
            "./config.local.json",
            "./config.json",
            "./config/config.json",
            "/usr/local/etc/noderax-agent/config.json",
            "/etc/noderax-agent/config.json");

    private final Path path;

    public ConfigFile(Path path) {
        this.path = path;
    }

    /** The file that {@code NODERAX_CONFIG_FILE} names if it exists, else the first of the search path that does. */
    public static @Nullable ConfigFile find(Map<String, String> environment, Path workingDirectory) {
        String named = environment.get("NODERAX_CONFIG_FILE");
        if (named != null && !named.isBlank() && Files.isRegularFile(workingDirectory.resolve(named))) {
            return new ConfigFile(workingDirectory.resolve(named));
        }
        for (String candidate : SEARCH_PATH) {
            Path path = workingDirectory.resolve(candidate).normalize();
            if (Files.isRegularFile(path)) {
                return new ConfigFile(path);
            }
        }
        return null;
    }

    /** The file to write to: the named one, else the one that was found, else the system's (as root) or {@code ./config.json}. */
    public static ConfigFile forWriting(Map<String, String> environment, Path workingDirectory, boolean root) {
        String named = environment.get("NODERAX_CONFIG_FILE");
        if (named != null && !named.isBlank()) {
            return new ConfigFile(workingDirectory.resolve(named));
        }
        ConfigFile found = find(environment, workingDirectory);
        if (found != null) {
            return found;
        }
        return new ConfigFile(
                root
                        ? Path.of("/etc/noderax-agent/config.json")
                        : workingDirectory.resolve("config.json").normalize());
    }

    public Path path() {
        return path;
    }

    /**
     * The members of the file; none when there is no file.
     *
     * @throws BadConfig when it cannot be read or is no JSON object
     */
    public JsonObject read() {
        try {
            return Files.exists(path) ? Json.parseObject(Files.readAllBytes(path)) : JsonObject.EMPTY;
        } catch (JsonException e) {
            throw new BadConfig(
                    "the config file " + path + " is broken: " + e.getMessage() + "; mend it or move it away", e);
        } catch (IOException e) {
            throw new BadConfig("cannot read the config file " + path + ": " + e, e);
        }
    }

    /** Sets the key, or removes it when the value is null; other members stay as they are, also unknown ones. */
    public void set(ConfigKey key, @Nullable String value) {
        JsonObject.Builder changed = JsonObject.builder();
        JsonObject before = read();
        before.forEach((name, member) -> {
            if (!name.equals(key.key())) {
                changed.put(name, member);
            } else if (value != null) {
                changed.put(name, value);
            }
        });
        if (value != null && !before.has(key.key())) {
            changed.put(key.key(), value);
        }
        try {
            DurableFile.replaceKeepingAccess(path, pretty(changed.build()));
        } catch (IOException e) {
            throw new BadConfig("cannot write the config file " + path + ": " + e, e);
        }
    }

    private static String pretty(JsonObject members) {
        StringBuilder text = new StringBuilder("{");
        for (String name : members.names()) {
            text.append(text.length() > 1 ? ",\n  " : "\n  ");
            text.append(Json.print(name)).append(": ").append(Json.print(members.get(name)));
        }
        return text.append("\n}\n").toString();
    }
}
