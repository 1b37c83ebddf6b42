package io.noderax.linux;

/** How a child ended. */
public sealed interface ChildExit {
    /** By itself. */
    record Exited(int code) implements ChildExit {}

    /** By a signal. */
    record Signalled(int signal) implements ChildExit {}

    /** Nobody knows: somebody else has collected the exit status. */
    record Unknown() implements ChildExit {}

    /** Reads the status word of waitpid(2). */
    static ChildExit ofStatus(int status) {
        int signal = status & 0x7f;
        return signal == 0 ? new Exited((status >> 8) & 0xff) : new Signalled(signal);
    }
}
