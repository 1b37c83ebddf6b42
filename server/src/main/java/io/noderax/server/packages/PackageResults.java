package io.noderax.server.packages;

import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.packages.PackageEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Packages out of what a task ended with: its structured result, in which the members have more than one name, or else the text of the
 * tool. What makes no sense is left out.
 */
final class PackageResults {
    private static final int MOST = 100_000;
    private static final int LONGEST = 2_000;

    /** {@code dpkg -l}: installed, in whatever way it is wanted. */
    private static final Pattern DPKG = Pattern.compile(
            "[a-z]i[A-Z ]? +(?<name>[^ :]+)\\S* +(?<version>\\S+) +(?<architecture>\\S+) +(?<description>.*)");

    /** {@code apt list --installed}. */
    private static final Pattern APT =
            Pattern.compile("(?<name>[^/ ]+)/\\S+ (?<version>\\S+) (?<architecture>\\S+) \\[[^]]*installed[^]]*]");

    /** {@code apt-cache search}. */
    private static final Pattern CACHE = Pattern.compile("(?<name>[a-z0-9][a-z0-9+.-]*) - (?<description>.*)");

    private PackageResults() {}

    /** The installed packages; null when the task does not say. */
    static @Nullable List<PackageEntry> installed(@Nullable JsonObject result, @Nullable String output) {
        List<PackageEntry> listed = structured(result, "packages");
        return listed != null ? listed : parsed(output, DPKG, APT);
    }

    /** What a search has found; null when the task does not say. */
    static @Nullable List<PackageEntry> found(@Nullable JsonObject result, @Nullable String output) {
        List<PackageEntry> results = structured(result, "results");
        List<PackageEntry> found = results != null ? results : structured(result, "packages");
        return found != null ? found : parsed(output, CACHE);
    }

    private static @Nullable List<PackageEntry> structured(@Nullable JsonObject result, String member) {
        if (result == null || !(result.get(member) instanceof List<?> items)) {
            return null;
        }
        List<PackageEntry> entries = new ArrayList<>();
        for (Object item : items) {
            String name = item instanceof JsonObject entry ? either(entry, "name", "package") : null;
            if (item instanceof JsonObject entry && name != null && !name.isBlank() && entries.size() < MOST) {
                entries.add(new PackageEntry(
                        name,
                        either(entry, "version", "installedVersion"),
                        either(entry, "architecture", "arch"),
                        either(entry, "description", "summary"),
                        either(entry, "availableVersion", "upgradableTo"),
                        null));
            }
        }
        return entries;
    }

    private static @Nullable String either(JsonObject entry, String name, String otherName) {
        String text = entry.get(name) instanceof String first ? first : null;
        String given = text == null && entry.get(otherName) instanceof String second ? second : text;
        return given == null || given.length() <= LONGEST ? given : given.substring(0, LONGEST);
    }

    private static @Nullable List<PackageEntry> parsed(@Nullable String output, Pattern... forms) {
        if (output == null) {
            return null;
        }
        for (Pattern form : forms) {
            List<PackageEntry> entries = output.lines()
                    .limit(MOST)
                    .map(form::matcher)
                    .filter(Matcher::matches)
                    .map(PackageResults::entry)
                    .toList();
            if (!entries.isEmpty()) {
                return entries;
            }
        }
        return null;
    }

    private static PackageEntry entry(Matcher line) {
        return new PackageEntry(
                line.group("name"),
                group(line, "version"),
                group(line, "architecture"),
                group(line, "description"),
                null,
                null);
    }

    private static @Nullable String group(Matcher line, String name) {
        if (!line.namedGroups().containsKey(name)) {
            return null;
        }
        String text = line.group(name);
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
