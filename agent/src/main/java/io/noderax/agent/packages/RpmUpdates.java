package io.noderax.agent.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code check-update} of dnf and yum: {@code name.arch version repository}, wrapped where a name is long: the rest of such a row
 * stands in the next line, further in. What follows {@code Obsoleting Packages} is no update.
 */
final class RpmUpdates implements OutputParser {
    private static final Set<String> ENDS = Set.of("Obsoleting", "Security:");

    @Override
    public List<PackageEntry> parse(List<String> lines) {
        List<PackageEntry> entries = new ArrayList<>();
        List<String> row = new ArrayList<>();
        for (String line : lines) {
            List<String> words = List.of(line.strip().split("\\s+", -1));
            if (ENDS.contains(words.getFirst())) {
                break;
            }
            if (line.isBlank() || !Character.isWhitespace(line.charAt(0))) {
                row.clear();
            }
            row.addAll(words);
            if (row.size() == 3 && isPackage(row.get(0)) && isVersion(row.get(1))) {
                int dot = row.get(0).lastIndexOf('.');
                entries.add(PackageEntry.upgradable(
                        row.get(0).substring(0, dot), row.get(0).substring(dot + 1), row.get(1)));
                row.clear();
            }
        }
        return entries;
    }

    private static boolean isPackage(String word) {
        int dot = word.lastIndexOf('.');
        return dot > 0 && dot < word.length() - 1;
    }

    /** Version and release. */
    private static boolean isVersion(String word) {
        return word.indexOf('-') > 0 && word.chars().anyMatch(Character::isDigit);
    }
}
