package io.noderax.agent.policy;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What rules are about. */
enum Kind {
    TASKS("task type"),
    COMMANDS("command"),
    USERS("user"),
    PACKAGES("package"),
    TERMINALS("terminal"),
    LOGS("log"),
    HOURS("time");

    /** By their names in a file. */
    static final Map<String, Kind> BY_NAME = byName();

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /** For sentences. */
    String word() {
        return word;
    }

    String fileName() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Kind> byName() {
        Map<String, Kind> names = new LinkedHashMap<>();
        for (Kind kind : values()) {
            names.put(kind.fileName(), kind);
        }
        return names;
    }
}
