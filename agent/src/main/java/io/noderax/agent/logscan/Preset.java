package io.noderax.agent.logscan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The logs that can be read: where each stands on this or that distribution, and what of the journal is the same. */
public enum Preset {
    SYSLOG("syslog", List.of("var/log/syslog", "var/log/messages"), List.of()),
    AUTH("auth.log", List.of("var/log/auth.log", "var/log/secure"), List.of("SYSLOG_FACILITY=4", "SYSLOG_FACILITY=10")),
    /** Unlike {@code -k} this holds earlier boots, too, as the file does. */
    KERNEL("kern.log", List.of("var/log/kern.log"), List.of("_TRANSPORT=kernel")),
    AGENT("noderax-agent", List.of(), List.of("--unit=noderax-agent.service"));

    /** By their names on the wire, in the order in which error messages list them. */
    public static final Map<String, Preset> BY_NAME = byName();

    private final String wireName;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> files;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> journalFilter;

    Preset(String wireName, List<String> files, List<String> journalFilter) {
        this.wireName = wireName;
        this.files = files;
        this.journalFilter = journalFilter;
    }

    public String wireName() {
        return wireName;
    }

    /** The files that may have it, below the root; none when only the journal has it. */
    List<String> files() {
        return files;
    }

    /** Arguments of {@code journalctl}; several matches of one field are one or the other. */
    List<String> journalFilter() {
        return journalFilter;
    }

    private static Map<String, Preset> byName() {
        Map<String, Preset> names = new LinkedHashMap<>();
        for (Preset preset : values()) {
            names.put(preset.wireName, preset);
        }
        return names;
    }
}
