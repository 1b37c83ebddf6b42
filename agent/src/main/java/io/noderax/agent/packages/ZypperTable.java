package io.noderax.agent.packages;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of zypper's: a heading, a rule of minus and plus signs, rows; columns are found by their headings. A bar in somebody's words
 * looks like one between columns: those words are the summary or the repository's name, of which a table has one.
 */
final class ZypperTable implements OutputParser {
    private static final List<String> FREE = List.of("Summary", "Repository");

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
                add(heading, row(heading, cells(line)), entries);
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

    private static List<String> row(List<String> heading, List<String> cells) {
        int surplus = cells.size() - heading.size();
        int free = FREE.stream()
                .mapToInt(heading::indexOf)
                .filter(at -> at >= 0)
                .findFirst()
                .orElse(-1);
        if (surplus <= 0 || free < 0) {
            return cells;
        }
        int behind = free + surplus + 1;
        List<String> row = new ArrayList<>(cells.subList(0, free));
        row.add(String.join(" | ", cells.subList(free, behind)));
        row.addAll(cells.subList(behind, cells.size()));
        return row;
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
