package io.noderax.agent.packages;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table of zypper's: a heading, a rule of minus and plus signs, rows; columns are found by their headings. */
final class ZypperTable implements OutputParser {
    @Override
    public List<PackageEntry> parse(List<String> lines) {
        List<PackageEntry> entries = new ArrayList<>();
        List<String> heading = List.of();
        String before = "";
        for (String line : lines) {
            if (line.matches("-[-+]*\\+[-+]*")) {
                heading = cells(before);
            } else if (!line.contains(" | ")) {
                heading = List.of();
            } else if (!heading.isEmpty()) {
                add(heading, cells(line), entries);
            }
            before = line;
        }
        return entries;
    }

    private static void add(List<String> heading, List<String> row, List<PackageEntry> entries) {
        String name = cell("Name", heading, row);
        if (name == null || name.isEmpty()) {
            return;
        }
        String architecture = cell("Arch", heading, row);
        String available = cell("Available Version", heading, row);
        entries.add(
                available == null
                        ? PackageEntry.of(
                                name, cell("Version", heading, row), architecture, cell("Summary", heading, row))
                        : PackageEntry.upgradable(name, architecture, available));
    }

    private static @Nullable String cell(String title, List<String> heading, List<String> row) {
        int at = heading.indexOf(title);
        return at < 0 || at >= row.size() ? null : row.get(at);
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.split("\\|", -1)) {
            cells.add(cell.strip());
        }
        return cells;
    }
}
