package io.noderax.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rows of text in aligned columns under their headings. */
public final class Table {
    private static final int GAP = 2;

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        this.headings = List.of(headings);
    }

    /** Adds a row; control characters, which could move the cursor, become blanks. */
    public void add(String... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + headings.size() + " columns");
        }
        List<String> row = new ArrayList<>();
        for (String cell : cells) {
            row.add(cell.isBlank() ? "-" : cell.replaceAll("\\p{Cntrl}+", " "));
        }
        rows.add(row);
    }

    /** The lines to print; each cell is painted after it has been measured. */
    public List<String> lines(UnaryOperator<String> paint) {
        List<String> lines = new ArrayList<>();
        lines.add(line(headings, UnaryOperator.identity()));
        for (List<String> row : rows) {
            lines.add(line(row, paint));
        }
        return lines;
    }

    private String line(List<String> cells, UnaryOperator<String> paint) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            line.append(paint.apply(cell));
            if (column < cells.size() - 1) {
                line.repeat(' ', width(column) - cell.length() + GAP);
            }
        }
        return line.toString();
    }

    private int width(int column) {
        int widest = headings.get(column).length();
        for (List<String> row : rows) {
            widest = Math.max(widest, row.get(column).length());
        }
        return widest;
    }
}
