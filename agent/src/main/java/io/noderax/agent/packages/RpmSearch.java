package io.noderax.agent.packages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code search} of yum, dnf and dnf5: {@code name.arch : summary}, with a tab instead of the colon, or a colon right behind the name,
 * in some versions; yum goes on behind a colon in the next line. The version is not in it.
 */
final class RpmSearch implements OutputParser {
    private static final Pattern ROW = Pattern.compile(" ?([^\\s:=]+)\\.([A-Za-z0-9_]+)(?: ?: |\\t)(.*)");
    private static final Pattern MORE = Pattern.compile("\\s+: (.*)");

    @Override
    public List<PackageEntry> parse(List<String> lines) {
        Map<String, PackageEntry> entries = new LinkedHashMap<>();
        String last = null;
        for (String line : lines) {
            Matcher row = ROW.matcher(line);
            Matcher more = MORE.matcher(line);
            if (row.matches()) {
                last = row.group(1) + "." + row.group(2);
                entries.putIfAbsent(last, PackageEntry.of(row.group(1), null, row.group(2), row.group(3)));
            } else if (last != null && more.matches()) {
                String rest = more.group(1).strip();
                entries.computeIfPresent(
                        last,
                        (_, entry) -> PackageEntry.of(
                                entry.name(), null, entry.architecture(), entry.description() + " " + rest));
            } else {
                last = null;
            }
        }
        return new ArrayList<>(entries.values());
    }
}
