package io.noderax.agent.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code apk list}: {@code name-version arch {origin} (licence) [state]}, and {@code apk search -v} or {@code apk info -vv}:
 * {@code name-version - description}. A version begins with a digit and ends with the release.
 */
final class ApkLines implements OutputParser {
    private static final String PACKAGE = "(\\S+)-(\\d[^\\s-]*-r\\d+)";
    private static final Pattern LISTED = Pattern.compile(PACKAGE + " (\\S+) \\{.*?} \\(.*?\\)(?: \\[(.*)])?\\s*");
    private static final Pattern DESCRIBED = Pattern.compile(PACKAGE + " - (.*)");
    private static final String UPGRADABLE = "upgradable from: ";

    @Override
    public List<PackageEntry> parse(List<String> lines) {
        List<PackageEntry> entries = new ArrayList<>();
        for (String line : lines) {
            Matcher listed = LISTED.matcher(line);
            Matcher described = DESCRIBED.matcher(line);
            if (listed.matches()) {
                boolean newer = listed.group(4) != null && listed.group(4).startsWith(UPGRADABLE);
                entries.add(
                        newer
                                ? PackageEntry.upgradable(listed.group(1), listed.group(3), listed.group(2))
                                : PackageEntry.of(listed.group(1), listed.group(2), listed.group(3), null));
            } else if (described.matches()) {
                entries.add(PackageEntry.of(described.group(1), described.group(2), null, described.group(3)));
            }
        }
        return entries;
    }
}
