package io.noderax.linux;

/** How much of a terminal a child gets; each is for where the one before cannot be had. */
public enum PtyMode {
    /** A session of its own with the terminal as the controlling one: full job control. */
    PTY_CTTY("pty+ctty"),
    /** A process group of its own in this session, no controlling terminal: no job control. */
    PTY_NO_CTTY("pty-no-ctty"),
    /** The terminal as its descriptors, nothing more. */
    PTY_MINIMAL("pty-minimal");

    private final String word;

    PtyMode(String word) {
        this.word = word;
    }

    /** As logs name it. */
    @Override
    public String toString() {
        return word;
    }
}
