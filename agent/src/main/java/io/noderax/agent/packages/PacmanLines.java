package io.noderax.agent.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code pacman -Ss}: {@code repository/name version (groups) [state]} with the description below; and {@code pacman -Qu}: {@code name
 * version -> newer [ignored]}.
 */
final class PacmanLines implements OutputParser {
    private static final Pattern FOUND = Pattern.compile("[^\\s/]+/(\\S+) (\\S+)(?: .*)?");
    private static final Pattern NEWER = Pattern.compile("(\\S+) (\\S+) -> (\\S+)(?: \\[.*])?");

    @Override
    public List<PackageEntry> parse(List<String> lines) {
        List<PackageEntry> entries = new ArrayList<>();
        for (String line : lines) {
            Matcher found = FOUND.matcher(line);
            Matcher newer = NEWER.matcher(line);
            if (newer.matches()) {
                entries.add(PackageEntry.upgradable(newer.group(1), null, newer.group(3)));
            } else if (found.matches()) {
                entries.add(PackageEntry.of(found.group(1), found.group(2), null, null));
            } else if (line.startsWith("    ") && !entries.isEmpty()) {
                PackageEntry last = entries.removeLast();
                entries.add(last.with(PackageEntry.of(last.name(), null, null, line)));
            }
        }
        return entries;
    }
}
