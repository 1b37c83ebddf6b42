package io.noderax.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The libc calls of terminals; loaded with the first one. */
final class PtyCalls {
    private static final int O_RDWR = 2;
    private static final int O_NOCTTY = 0x100;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;
    private static final long TIOCGWINSZ = 0x5413;
    private static final long TIOCSWINSZ = 0x5414;
    /** After what was written is shown; what was typed and not read stays. */
    private static final int TCSADRAIN = 1;

    private static final int LONGEST_NAME = 128;

    /** {@code struct termios} of glibc and musl is 60 bytes; its flags are four words, input first, local last. */
    private static final long TERMIOS_BYTES = 128;

    private static final long INPUT_FLAGS = 0;
    private static final long LOCAL_FLAGS = 12;
    private static final int IUTF8 = 0x4000;
    private static final int ICANON = 0x2;
    private static final int ECHO = 0x8;

    private static final LibcFunction OPEN_PT = LibcFunction.named("posix_openpt");
    private static final LibcFunction GRANT = LibcFunction.named("grantpt");
    private static final LibcFunction UNLOCK = LibcFunction.named("unlockpt");
    private static final LibcFunction NAME = LibcFunction.named("ptsname_r");
    private static final LibcFunction EVENT = LibcFunction.named("eventfd");
    private static final LibcFunction WRITE = LibcFunction.named("write");
    private static final LibcFunction IOCTL = LibcFunction.named("ioctl");
    private static final LibcFunction GET_ATTRIBUTES = LibcFunction.named("tcgetattr");
    private static final LibcFunction SET_ATTRIBUTES = LibcFunction.named("tcsetattr");

    private static final LibcFunction MAKE_RAW = LibcFunction.named("cfmakeraw");

    private PtyCalls() {}

    /** A master that never blocks, whose slave may be opened and takes UTF-8. */
    static int openMaster() throws SpawnFailed {
        int flags = O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC;
        int master = expect("cannot make a terminal", OPEN_PT.call(flags));
        try {
            expect("cannot grant the terminal", GRANT.call(master));
            expect("cannot unlock the terminal", UNLOCK.call(master));
            takeUtf8(master);
            return master;
        } catch (SpawnFailed e) {
            Libc.close(master);
            throw e;
        }
    }

    static String slaveOf(Arena arena, int master) throws SpawnFailed {
        MemorySegment name = arena.allocate(LONGEST_NAME);
        int errno = NAME.code(master, name.address(), LONGEST_NAME);
        if (errno != 0) {
            throw new SpawnFailed("the terminal has no name", errno);
        }
        return name.getString(0);
    }

    /** Something to wake a poll with. */
    static int eventDescriptor() throws SpawnFailed {
        return expect("cannot make an event descriptor", EVENT.call(0, O_NONBLOCK | O_CLOEXEC));
    }

    static Libc.Result write(int descriptor, MemorySegment bytes, long length) {
        return WRITE.callForLong(descriptor, bytes.address(), length);
    }

    static void setSize(int master, WindowSize size) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment words = arena.allocate(JAVA_SHORT, 4);
            words.setAtIndex(JAVA_SHORT, 0, (short) size.rows());
            words.setAtIndex(JAVA_SHORT, 1, (short) size.columns());
            IOCTL.call(master, TIOCSWINSZ, words.address());
        }
    }

    /** Null when it is no terminal, or has no size. */
    static @Nullable WindowSize size(int terminal) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment words = arena.allocate(JAVA_SHORT, 4);
            if (IOCTL.call(terminal, TIOCGWINSZ, words.address()).failed()) {
                return null;
            }
            int rows = Short.toUnsignedInt(words.getAtIndex(JAVA_SHORT, 0));
            int columns = Short.toUnsignedInt(words.getAtIndex(JAVA_SHORT, 1));
            return rows == 0 || columns == 0 ? null : new WindowSize(columns, rows);
        }
    }

    /** How the terminal is set; null when it is none. */
    static byte @Nullable [] attributes(int terminal) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment termios = arena.allocate(TERMIOS_BYTES, 8);
            Libc.Result got = GET_ATTRIBUTES.call(terminal, termios.address());
            return got.failed() ? null : termios.toArray(JAVA_BYTE);
        }
    }

    static void setAttributes(int terminal, MemorySegment termios) {
        SET_ATTRIBUTES.call(terminal, TCSADRAIN, termios.address());
    }

    static void makeRaw(MemorySegment termios) {
        MAKE_RAW.call(termios.address());
    }

    /** Lines are read, and not shown while they are typed; a program that reads key by key shows them itself and does not count. */
    static boolean hidesLines(int master) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment termios = arena.allocate(TERMIOS_BYTES, 8);
            boolean known = !GET_ATTRIBUTES.call(master, termios.address()).failed();
            return known && (termios.get(JAVA_INT, LOCAL_FLAGS) & (ECHO | ICANON)) == ICANON;
        }
    }

    /** So that a backspace takes a whole character away. */
    private static void takeUtf8(int master) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment termios = arena.allocate(TERMIOS_BYTES, 8);
            if (!GET_ATTRIBUTES.call(master, termios.address()).failed()) {
                termios.set(JAVA_INT, INPUT_FLAGS, termios.get(JAVA_INT, INPUT_FLAGS) | IUTF8);
                SET_ATTRIBUTES.call(master, 0, termios.address());
            }
        }
    }

    private static int expect(String what, Libc.Result result) throws SpawnFailed {
        if (result.failed()) {
            throw new SpawnFailed(what, result.errno());
        }
        return result.asInt();
    }
}
