package io.noderax.linux;

/** The size of a terminal, in characters. */
public record WindowSize(int columns, int rows) {
    private static final int MOST = 0xffff;

    public WindowSize {
        if (columns < 1 || columns > MOST || rows < 1 || rows > MOST) {
            throw new IllegalArgumentException("a terminal cannot be " + columns + " x " + rows + " characters");
        }
    }
}
