package io.noderax.linux;

/** The child could not be started; the message says what was tried and why it failed. */
public sealed class SpawnFailed extends Exception permits NotAdmitted {
    private final int errno;

    SpawnFailed(String what, int errno) {
        super(what + ": " + Errno.text(errno));
        this.errno = errno;
    }

    SpawnFailed(String message) {
        super(message);
        this.errno = 0;
    }

    /** The error number of libc; 0 when it was none of its calls. */
    public int errno() {
        return errno;
    }
}
