package io.noderax.agent.packages;

import java.util.Locale;

/** What can be asked of packages, by the task types' names (agent contract, 6; repair and upgrade are ours). */
public enum PackageOperation {
    LIST,
    SEARCH,
    INSTALL,
    REMOVE,
    PURGE,
    REPAIR,
    UPGRADE;

    /** For instance {@code packageList}. */
    public String taskType() {
        return "package" + name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }

    /** Whether it changes nothing. */
    boolean isReading() {
        return this == LIST || this == SEARCH;
    }

    /** Whether it is about packages that the task names. */
    boolean needsNames() {
        return this == INSTALL || this == REMOVE || this == PURGE;
    }
}
