package io.noderax.linux;

/** The signals that are sent. */
public enum Signal {
    /** The terminal is gone. */
    HUP(1),
    /** Ctrl-C. */
    INT(2),
    /** Asks to end. */
    TERM(15),
    /** Goes on after a stop. */
    CONT(18),
    /** Ends. */
    KILL(9);

    private static final long IGNORED = 1;

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    /** From now on this process takes no notice of it; children of {@link Spawner} do. */
    public void ignore() {
        Libc.signal(number, IGNORED);
    }

    int number() {
        return number;
    }
}
