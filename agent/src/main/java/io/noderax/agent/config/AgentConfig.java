package io.noderax.agent.config;

import io.noderax.agent.log.Level;
import io.noderax.agent.words.AgentCommand;
import io.noderax.linux.ResourceLimits;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.node.NodeLocation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The validated settings of one run; immutable. */
public final class AgentConfig {
    /** Where a value came from. */
    public record Source(String value, String origin) {}

    private final Map<ConfigKey, Source> values;
    private final List<String> unknownKeys;

    private AgentConfig(Map<ConfigKey, Source> values, List<String> unknownKeys) {
        this.values = values;
        this.unknownKeys = List.copyOf(unknownKeys);
    }

    /**
     * Puts together environment, file and defaults, in that order of strength.
     *
     * @throws BadConfig for the first value that is not allowed
     */
    public static AgentConfig of(JsonObject file, Map<String, String> environment) {
        Map<ConfigKey, Source> values = new EnumMap<>(ConfigKey.class);
        for (ConfigKey key : ConfigKey.values()) {
            Source source = source(key, file, environment);
            if (source != null) {
                values.put(key, source);
            }
        }
        AgentConfig config = new AgentConfig(values, unknown(file));
        config.checkTogether();
        return config;
    }

    /** Like {@link #of(JsonObject, Map)} with the file that the search path finds, if any. */
    public static AgentConfig load(Map<String, String> environment, Path workingDirectory) {
        ConfigFile file = ConfigFile.find(environment, workingDirectory);
        return of(file == null ? JsonObject.EMPTY : file.read(), environment);
    }

    /** The value as text and where it came from; null when it is not set and has no default. */
    public @Nullable Source source(ConfigKey key) {
        return values.get(key);
    }

    /** The value as text; null when it is not set and has no default. */
    public @Nullable String text(ConfigKey key) {
        Source source = values.get(key);
        return source == null ? null : source.value();
    }

    /** Members of the file that no setting has; kept, but without effect. */
    public List<String> unknownKeys() {
        return unknownKeys;
    }

    /**
     * The server's address without a slash at the end.
     *
     * @throws BadConfig when it is not set
     */
    public URI apiUrl() {
        String url = text(ConfigKey.API_URL);
        if (url == null) {
            throw new BadConfig("api_url is not set: give the address of the control plane, " + "`" + AgentCommand.NAME
                    + " config set api_url https://noderax.example.com` or the variable NODERAX_API_URL");
        }
        return URI.create(url);
    }

    public Duration heartbeatInterval() {
        return duration(ConfigKey.HEARTBEAT_INTERVAL);
    }

    public Duration taskPollInterval() {
        return duration(ConfigKey.TASK_POLL_INTERVAL);
    }

    public boolean realtimeEnabled() {
        return Boolean.parseBoolean(required(ConfigKey.REALTIME_ENABLED));
    }

    /** What {@link io.noderax.agent.realtime.RealtimeSettings} needs of the settings. */
    public record Realtime(
            String namespace,
            String path,
            Duration pingInterval,
            Duration metricsInterval,
            int queueSize,
            double jitter) {}

    public Realtime realtime() {
        return new Realtime(
                required(ConfigKey.REALTIME_NAMESPACE),
                required(ConfigKey.REALTIME_PATH),
                duration(ConfigKey.REALTIME_PING_INTERVAL),
                duration(ConfigKey.METRICS_INTERVAL),
                Integer.parseInt(required(ConfigKey.REALTIME_QUEUE_SIZE)),
                Double.parseDouble(required(ConfigKey.REALTIME_BACKOFF_JITTER)));
    }

    /** Where the machine is, as its owner says; null when nothing is said. */
    public @Nullable NodeLocation manualLocation() {
        String region = text(ConfigKey.LOCATION_MANUAL_REGION);
        return region == null
                ? null
                : new NodeLocation(
                        "manual",
                        "config",
                        region,
                        text(ConfigKey.LOCATION_MANUAL_ZONE),
                        Double.valueOf(required(ConfigKey.LOCATION_MANUAL_LATITUDE)),
                        Double.valueOf(required(ConfigKey.LOCATION_MANUAL_LONGITUDE)));
    }

    /** Whether a look-up on the Internet may be asked where this machine's address is. */
    public boolean looksUpPublicAddress() {
        return Boolean.parseBoolean(required(ConfigKey.LOCATION_PUBLIC_IP_ENABLED));
    }

    public @Nullable String ipinfoToken() {
        return text(ConfigKey.IPINFO_TOKEN);
    }

    public Duration requestTimeout() {
        return duration(ConfigKey.REQUEST_TIMEOUT);
    }

    public Duration taskTimeout() {
        return duration(ConfigKey.TASK_TIMEOUT);
    }

    public Duration shutdownTimeout() {
        return duration(ConfigKey.SHUTDOWN_TIMEOUT);
    }

    public int maxParallelTasks() {
        return Integer.parseInt(required(ConfigKey.MAX_PARALLEL_TASKS));
    }

    public Path stateFile() {
        return Path.of(required(ConfigKey.STATE_FILE)).toAbsolutePath().normalize();
    }

    /** Beside the state file unless it is set. */
    public Path journalDir() {
        String set = text(ConfigKey.JOURNAL_DIR);
        return set == null
                ? stateFile().resolveSibling("journal")
                : Path.of(set).toAbsolutePath().normalize();
    }

    /** In bytes. */
    public long journalQuota() {
        return ValueForm.Size.bytes(required(ConfigKey.JOURNAL_QUOTA));
    }

    /** What one task may use. */
    public ResourceLimits taskLimits() {
        return limits(text(ConfigKey.TASK_MEMORY_MAX), text(ConfigKey.TASK_CPU_MAX), text(ConfigKey.TASK_PIDS_MAX));
    }

    /** Limits from texts that their settings allow; null for none. */
    public static ResourceLimits limits(@Nullable String memory, @Nullable String processors, @Nullable String pids) {
        return new ResourceLimits(
                memory == null ? null : ValueForm.Size.bytes(memory),
                processors == null ? null : Double.valueOf(processors),
                pids == null ? null : Long.valueOf(pids));
    }

    /** Where an agent that is an ordinary user finds somebody who is root. */
    public Path rootBrokerSocket() {
        return Path.of(required(ConfigKey.ROOT_BROKER_SOCKET)).toAbsolutePath();
    }

    /** Where the agent finds who updates it. */
    public Path updaterSocket() {
        return Path.of(required(ConfigKey.UPDATER_SOCKET)).toAbsolutePath();
    }

    public @Nullable Path extraCaFile() {
        String file = text(ConfigKey.API_TLS_CA_FILE);
        return file == null ? null : Path.of(file);
    }

    public @Nullable UUID nodeId() {
        String id = text(ConfigKey.NODE_ID);
        return id == null ? null : UUID.fromString(id);
    }

    public Level logLevel() {
        return Level.valueOf(required(ConfigKey.LOG_LEVEL).toUpperCase(Locale.ROOT));
    }

    private Duration duration(ConfigKey key) {
        Duration duration = GoDuration.parse(required(key));
        if (duration == null) {
            throw new IllegalStateException(key + " was not checked");
        }
        return duration;
    }

    private String required(ConfigKey key) {
        String text = text(key);
        if (text == null) {
            throw new IllegalStateException(key + " has no default");
        }
        return text;
    }

    private void checkTogether() {
        int place = 0;
        for (ConfigKey key : List.of(
                ConfigKey.LOCATION_MANUAL_REGION,
                ConfigKey.LOCATION_MANUAL_LATITUDE,
                ConfigKey.LOCATION_MANUAL_LONGITUDE)) {
            place += values.containsKey(key) ? 1 : 0;
        }
        if (place == 1 || place == 2) {
            throw new BadConfig(
                    "location_manual_region, location_manual_latitude and location_manual_longitude go together: "
                            + "set all three or none");
        }
        if (values.containsKey(ConfigKey.NODE_ID) != values.containsKey(ConfigKey.AGENT_TOKEN)) {
            throw new BadConfig("node_id and agent_token go together: set both or none");
        }
    }

    private static @Nullable Source source(ConfigKey key, JsonObject file, Map<String, String> environment) {
        for (String variable : key.environment()) {
            String value = environment.get(variable);
            String kept = value == null ? null : key.check(value, "environment variable " + variable);
            if (kept != null) {
                return new Source(kept, "environment " + variable);
            }
        }
        String kept = file.get(key.key()) == null ? null : key.check(memberText(key, file), "config file");
        if (kept != null) {
            return new Source(kept, "file");
        }
        String standIn = key.standIn();
        return standIn == null ? null : new Source(standIn, "default");
    }

    private static String memberText(ConfigKey key, JsonObject file) {
        Object value = file.get(key.key());
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof String
                || value instanceof Boolean
                || value instanceof Long
                || value instanceof BigInteger) {
            return value.toString();
        }
        throw new BadConfig(key.key() + " in the config file must be a text, a number or true or false");
    }

    private static List<String> unknown(JsonObject file) {
        List<String> unknown = new ArrayList<>();
        for (String name : file.names()) {
            if (ConfigKey.of(name) == null) {
                unknown.add(name);
            }
        }
        return unknown;
    }
}
