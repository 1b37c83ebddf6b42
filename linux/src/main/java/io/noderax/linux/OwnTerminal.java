package io.noderax.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/** The terminal that this process was started on: its size, and every key as it is typed. Safe for several threads. */
public final class OwnTerminal {
    private final int descriptor;
    private final byte[] before;
    private boolean raw; // guarded by this

    private OwnTerminal(int descriptor, byte[] before) {
        this.descriptor = descriptor;
        this.before = before;
    }

    /** The terminal behind standard input (0) or standard output (1); null when there is none. */
    public static @Nullable OwnTerminal behind(int descriptor) {
        byte[] attributes = PtyCalls.attributes(descriptor);
        return attributes == null ? null : new OwnTerminal(descriptor, attributes);
    }

    /** Null when the terminal does not say. */
    public @Nullable WindowSize size() {
        return PtyCalls.size(descriptor);
    }

    /** From now on keys come as they are typed, Ctrl-C too, and nothing is shown or changed on the way. */
    public synchronized void makeRaw() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment termios = arena.allocate(before.length, 8);
            MemorySegment.copy(before, 0, termios, ValueLayout.JAVA_BYTE, 0, before.length);
            PtyCalls.makeRaw(termios);
            PtyCalls.setAttributes(descriptor, termios);
            raw = true;
        }
    }

    /** As it was found; once more does no harm. */
    public synchronized void restore() {
        if (raw) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment termios = arena.allocate(before.length, 8);
                MemorySegment.copy(before, 0, termios, ValueLayout.JAVA_BYTE, 0, before.length);
                PtyCalls.setAttributes(descriptor, termios);
                raw = false;
            }
        }
    }
}
