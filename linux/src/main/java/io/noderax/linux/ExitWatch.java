package io.noderax.linux;

import org.jspecify.annotations.Nullable;

/** Tells whether a process has ended; asked by one thread. */
@FunctionalInterface
public interface ExitWatch {
    /** How it has ended; null while it runs. Returns at once. */
    @Nullable
    ChildExit look();
}
