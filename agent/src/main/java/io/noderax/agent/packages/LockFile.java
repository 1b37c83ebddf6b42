package io.noderax.agent.packages;

/**
 * A file by which one process at a time changes packages.
 *
 * @param path below the root, without a slash at its beginning
 */
record LockFile(String path, Kind kind) {
    /** How it says that somebody has it. */
    enum Kind {
        /** By a lock of the kernel's. */
        LOCKED,
        /** By the number of the process in it. */
        PID,
        /** By being there; whoever made it has it open. */
        OPEN
    }
}
