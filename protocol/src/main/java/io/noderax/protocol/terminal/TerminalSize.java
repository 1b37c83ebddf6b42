package io.noderax.protocol.terminal;

import io.noderax.protocol.json.Fields;

/** Columns and rows of a terminal, within the wire's limits. */
public record TerminalSize(int cols, int rows) {
    public static final TerminalSize STANDARD = new TerminalSize(120, 34);
    private static final int LEAST_COLS = 20;
    private static final int MOST_COLS = 400;
    private static final int LEAST_ROWS = 10;
    private static final int MOST_ROWS = 200;

    /** Both members have to be there. */
    public static TerminalSize read(Fields fields) {
        return new TerminalSize((int) fields.integer("cols", LEAST_COLS, MOST_COLS), (int)
                fields.integer("rows", LEAST_ROWS, MOST_ROWS));
    }

    /** A member that is not there is taken from the other size. */
    public static TerminalSize read(Fields fields, TerminalSize standIn) {
        Long cols = fields.optionalInteger("cols", LEAST_COLS, MOST_COLS);
        Long rows = fields.optionalInteger("rows", LEAST_ROWS, MOST_ROWS);
        return new TerminalSize(
                cols == null ? standIn.cols : cols.intValue(), rows == null ? standIn.rows : rows.intValue());
    }
}
