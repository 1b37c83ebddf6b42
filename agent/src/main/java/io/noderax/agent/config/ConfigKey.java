package io.noderax.agent.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Every setting: its key in the file, its environment variables (the first wins), its default, what is allowed. */
@SuppressWarnings("ImmutableEnumChecker") // the forms are records and the lists are List.of: both immutable
public enum ConfigKey {
    API_URL(null, new ValueForm.Address(), "NODERAX_API_URL", "API_URL"),
    API_TLS_CA_FILE(null, new ValueForm.Text(), "NODERAX_API_TLS_CA_FILE", "API_TLS_CA_FILE"),
    ENROLLMENT_TOKEN(null, new ValueForm.Text(), "ENROLLMENT_TOKEN"),
    NODE_ID(null, new ValueForm.Id(), "NODE_ID"),
    AGENT_TOKEN(null, new ValueForm.Text(), "AGENT_TOKEN"),
    HEARTBEAT_INTERVAL("30s", time("100ms", "1h"), "HEARTBEAT_INTERVAL"),
    METRICS_INTERVAL("2s", time("100ms", "1h"), "NODERAX_REALTIME_METRICS_INTERVAL", "METRICS_INTERVAL"),
    TASK_POLL_INTERVAL("15s", time("0s", "30s"), "TASK_POLL_INTERVAL"),
    REQUEST_TIMEOUT("10s", time("100ms", "10m"), "REQUEST_TIMEOUT"),
    TASK_TIMEOUT("10m", time("1s", "8760h"), "TASK_TIMEOUT"),
    SHUTDOWN_TIMEOUT("20s", time("0s", "1h"), "SHUTDOWN_TIMEOUT"),
    REALTIME_ENABLED("true", new ValueForm.Choice(), "REALTIME_ENABLED"),
    REALTIME_PING_INTERVAL("2s", time("100ms", "1h"), "NODERAX_REALTIME_PING_INTERVAL", "REALTIME_PING_INTERVAL"),
    REALTIME_QUEUE_SIZE("1024", new ValueForm.Whole(1, 1_000_000), "REALTIME_QUEUE_SIZE"),
    REALTIME_BACKOFF_JITTER("1", new ValueForm.Decimal("0", "1"), "REALTIME_BACKOFF_JITTER"),
    REALTIME_NAMESPACE("/agent-realtime", new ValueForm.Text(), "NODERAX_REALTIME_NAMESPACE", "REALTIME_NAMESPACE"),
    REALTIME_PATH("/socket.io/", new ValueForm.Text(), "NODERAX_REALTIME_PATH", "REALTIME_PATH"),
    LOCATION_MANUAL_REGION(null, new ValueForm.Text(), "NODERAX_LOCATION_MANUAL_REGION", "LOCATION_MANUAL_REGION"),
    LOCATION_MANUAL_ZONE(null, new ValueForm.Text(), "NODERAX_LOCATION_MANUAL_ZONE", "LOCATION_MANUAL_ZONE"),
    LOCATION_MANUAL_LATITUDE(
            null, new ValueForm.Decimal("-90", "90"), "NODERAX_LOCATION_MANUAL_LATITUDE", "LOCATION_MANUAL_LATITUDE"),
    LOCATION_MANUAL_LONGITUDE(
            null,
            new ValueForm.Decimal("-180", "180"),
            "NODERAX_LOCATION_MANUAL_LONGITUDE",
            "LOCATION_MANUAL_LONGITUDE"),
    LOCATION_PUBLIC_IP_ENABLED(
            "false", new ValueForm.Choice(), "NODERAX_LOCATION_PUBLIC_IP_ENABLED", "LOCATION_PUBLIC_IP_ENABLED"),
    IPINFO_TOKEN(null, new ValueForm.Text(), "NODERAX_IPINFO_TOKEN", "IPINFO_TOKEN"),
    STATE_FILE("./data/agent_identity.json", new ValueForm.Text(), "STATE_FILE"),
    MAX_PARALLEL_TASKS("8", new ValueForm.Whole(1, 256), "MAX_PARALLEL_TASKS"),
    JOURNAL_DIR(null, new ValueForm.Text(), "JOURNAL_DIR"),
    JOURNAL_QUOTA("256 MB", new ValueForm.Size(64 * 1024), "JOURNAL_QUOTA"),
    ROOT_BROKER_SOCKET("/run/noderax-agent/root.sock", new ValueForm.Text(), "ROOT_BROKER_SOCKET"),
    UPDATER_SOCKET("/run/noderax-agent/update.sock", new ValueForm.Text(), "UPDATER_SOCKET"),
    TASK_MEMORY_MAX(null, new ValueForm.Size(1024 * 1024), "TASK_MEMORY_MAX"),
    TASK_CPU_MAX(null, new ValueForm.Decimal("0.01", "4096"), "TASK_CPU_MAX"),
    TASK_PIDS_MAX(null, new ValueForm.Whole(1, 4_194_304), "TASK_PIDS_MAX"),
    LOG_LEVEL("info", new ValueForm.LogLevel(), "LOG_LEVEL");

    private final @Nullable String standIn;
    private final ValueForm form;
    private final List<String> environment;

    ConfigKey(@Nullable String standIn, ValueForm form, String... environment) {
        this.standIn = standIn;
        this.form = form;
        this.environment = List.of(environment);
    }

    /** The name in the file and on the command line. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The environment variables, the first one wins. */
    public List<String> environment() {
        return environment;
    }

    /** The value when nobody sets one; null when there is none. */
    public @Nullable String standIn() {
        return standIn;
    }

    /** Whether the value is never shown. */
    public boolean isSecret() {
        return this == ENROLLMENT_TOKEN || this == AGENT_TOKEN || this == IPINFO_TOKEN;
    }

    /** The setting of that key; null when there is none. */
    public static @Nullable ConfigKey of(String key) {
        for (ConfigKey known : values()) {
            if (known.key().equals(key)) {
                return known;
            }
        }
        return null;
    }

    /**
     * Checks a value and gives the text to keep; null when it is empty, which means not set.
     *
     * @param source where the value came from, for the sentence
     * @throws BadConfig when the value is not allowed
     */
    public @Nullable String check(String value, String source) {
        String text = value.strip();
        if (text.isEmpty()) {
            return null;
        }
        if (!form.allows(text)) {
            String shown = isSecret() ? "(hidden)" : '"' + text.replace('\n', ' ') + '"';
            throw new BadConfig(key() + " is " + shown + " (" + source + ") but must be " + form.allowed());
        }
        return form.kept(text);
    }

    /** Whether a value is allowed. */
    public boolean allows(String value) {
        return form.allows(value);
    }

    /** What is allowed, as the end of a sentence. */
    public String allowed() {
        return form.allowed();
    }

    private static ValueForm.Time time(String least, String most) {
        return new ValueForm.Time(parsed(least), parsed(most));
    }

    private static Duration parsed(String text) {
        Duration duration = GoDuration.parse(text);
        if (duration == null) {
            throw new IllegalArgumentException(text);
        }
        return duration;
    }
}
