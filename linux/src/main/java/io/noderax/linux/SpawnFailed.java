package io.noderax.linux;

/** The child could not be started; the message says what was tried and why it failed. */
public final class SpawnFailed extends Exception {
    private final int errno;

    SpawnFailed(String what, int errno) {
        super(what + ": " + Errno.text(errno));
        this.errno = errno;
    }

    /** The error number of libc. */
    public int errno() {
        return errno;
    }
}
