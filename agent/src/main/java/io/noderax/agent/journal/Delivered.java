package io.noderax.agent.journal;

/**
 * How much of a log the server has: everything below the offset, and so many of the lines that end behind it.
 *
 * @param lines 0 when the log goes as frames
 * @param splitter what the maker of lines has to know to go on at the offset; empty at the start of a line. Never changed
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, and never compared
public record Delivered(long offset, int lines, byte[] splitter) {
    static final Delivered NOTHING = new Delivered(0, 0, new byte[0]);

    /** All frames below the offset. */
    public static Delivered below(long offset) {
        return new Delivered(offset, 0, new byte[0]);
    }
}
