package io.noderax.linux;

/** The signals that are sent. */
public enum Signal {
    /** Asks to end. */
    TERM(15),
    /** Ends. */
    KILL(9);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
