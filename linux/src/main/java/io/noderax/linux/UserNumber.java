package io.noderax.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The numbers of users, as the system's directory of users has them. */
public final class UserNumber {
    /** Of {@code struct passwd}: name and password are addresses before it. */
    private static final long UID = 16;

    private static final int LONGEST_ENTRY = 16 * 1024;
    private static final long PASSWD_BYTES = 64;

    private UserNumber() {}

    /** Null when there is no such user. */
    public static @Nullable Integer of(String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entry = arena.allocate(PASSWD_BYTES, 8);
            MemorySegment texts = arena.allocate(LONGEST_ENTRY);
            MemorySegment found = arena.allocate(ADDRESS);
            int errno = Call.GETPWNAM.code(
                    arena.allocateFrom(name).address(),
                    entry.address(),
                    texts.address(),
                    LONGEST_ENTRY,
                    found.address());
            boolean there = errno == 0 && found.get(ADDRESS, 0).address() != 0;
            return there ? entry.get(JAVA_INT, UID) : null;
        }
    }

    /** Loaded with the first question. */
    private static final class Call {
        static final LibcFunction GETPWNAM = LibcFunction.named("getpwnam_r");
    }
}
