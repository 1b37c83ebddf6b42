package io.noderax.agent.logscan;

import io.noderax.protocol.json.Fields;

/**
 * How much one scan gives at most (agent contract, 6).
 *
 * @param bytes of the log; what is longer is cut
 * @param backfill how many of the last lines are given where there is nothing to go on from
 */
public record ScanLimits(int lines, int bytes, int backfill) {
    static final int MOST_LINES = 2000;
    static final int MOST_BYTES = 256 * 1024;
    static final int MOST_BACKFILL = 500;

    private static final ScanLimits PREVIEW = new ScanLimits(500, 64 * 1024, 200);
    private static final ScanLimits MONITOR = new ScanLimits(MOST_LINES, MOST_BYTES, MOST_BACKFILL);

    static ScanLimits standard(boolean monitor) {
        return monitor ? MONITOR : PREVIEW;
    }

    /** @param standard for what is not said */
    static ScanLimits read(Fields fields, ScanLimits standard) {
        return new ScanLimits(
                number(fields, "maxLines", MOST_LINES, standard.lines),
                number(fields, "maxBytes", MOST_BYTES, standard.bytes),
                number(fields, "backfillLines", MOST_BACKFILL, standard.backfill));
    }

    /** How many of the last lines are given. */
    int tail() {
        return Math.min(lines, backfill);
    }

    private static int number(Fields fields, String name, int most, int standard) {
        Long number = fields.optionalInteger(name, 1, most);
        return number == null ? standard : number.intValue();
    }
}
