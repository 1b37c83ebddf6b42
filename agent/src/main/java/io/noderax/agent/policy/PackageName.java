package io.noderax.agent.policy;

import org.jspecify.annotations.Nullable;

/** What a package manager takes for a package: its name, and on wish an architecture, a version or a release. */
final class PackageName {
    private PackageName() {}

    /**
     * The name alone; null when it is none that rules can be held against: a package manager may take signs like {@code *} or
     * {@code ^} for a pattern, and a minus at the end for the opposite.
     */
    static @Nullable String plain(String text) {
        String named = text.strip();
        int end = 0;
        while (end < named.length() && ":=/".indexOf(named.charAt(end)) < 0) {
            end++;
        }
        String name = named.substring(0, end);
        for (int i = 0; i < named.length(); i++) {
            if (!isPart(named.charAt(i), i >= end)) {
                return null;
            }
        }
        return name.isEmpty() || name.startsWith("-") || named.endsWith("-") ? null : name;
    }

    private static boolean isPart(char c, boolean afterName) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        return letter || "._+-".indexOf(c) >= 0 || (afterName && ":=/~".indexOf(c) >= 0);
    }
}
