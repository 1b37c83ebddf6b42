package io.noderax.agent.packages;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code pacman -Qi}: blocks of {@code Field : value}, the rest of a long value further in on the next lines. */
final class PacmanBlocks implements OutputParser {
    private static final Pattern FIELD = Pattern.compile("(\\S[^:]*?)\\s*: (.*)");

    @Override
    public List<PackageEntry> parse(List<String> lines) {
        List<PackageEntry> entries = new ArrayList<>();
        Map<String, String> block = new HashMap<>();
        String field = "";
        for (String line : lines) {
            Matcher start = FIELD.matcher(line);
            if (line.isBlank()) {
                close(block, entries);
            } else if (start.matches()) {
                field = start.group(1);
                block.put(field, start.group(2).strip());
            } else {
                String rest = line.strip();
                block.computeIfPresent(field, (_, value) -> value + " " + rest);
            }
        }
        close(block, entries);
        return entries;
    }

    private static void close(Map<String, String> block, List<PackageEntry> entries) {
        String name = block.get("Name");
        if (name != null) {
            entries.add(
                    PackageEntry.of(name, block.get("Version"), block.get("Architecture"), block.get("Description")));
        }
        block.clear();
    }
}
