package io.noderax.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
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

    private static final MethodHandle OPEN_PT = Libc.withErrno("posix_openpt", JAVA_INT, JAVA_INT);
    private static final MethodHandle GRANT = Libc.withErrno("grantpt", JAVA_INT, JAVA_INT);
    private static final MethodHandle UNLOCK = Libc.withErrno("unlockpt", JAVA_INT, JAVA_INT);
    private static final MethodHandle NAME = Libc.answeringErrno("ptsname_r", JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle EVENT = Libc.withErrno("eventfd", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle WRITE = Libc.withErrno("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle IOCTL = Libc.variadic("ioctl", 2, JAVA_INT, JAVA_LONG, ADDRESS);
    private static final MethodHandle GET_ATTRIBUTES = Libc.withErrno("tcgetattr", JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle SET_ATTRIBUTES =
            Libc.withErrno("tcsetattr", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);

    private static final MethodHandle MAKE_RAW = Libc.silent("cfmakeraw", ADDRESS);

    private PtyCalls() {}

    private interface Call {
        long with(MemorySegment state) throws Throwable;
    }

    /** A master that never blocks, whose slave may be opened and takes UTF-8. */
    static int openMaster() throws SpawnFailed {
        int flags = O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC;
        int master = expect("cannot make a terminal", call(state -> (int) OPEN_PT.invokeExact(state, flags)));
        try {
            expect("cannot grant the terminal", call(state -> (int) GRANT.invokeExact(state, master)));
            expect("cannot unlock the terminal", call(state -> (int) UNLOCK.invokeExact(state, master)));
            takeUtf8(master);
            return master;
        } catch (SpawnFailed e) {
            Libc.close(master);
            throw e;
        }
    }

    static String slaveOf(Arena arena, int master) throws SpawnFailed {
        MemorySegment name = arena.allocate(LONGEST_NAME);
        int errno = (int) call(_ -> (int) NAME.invokeExact(master, name, (long) LONGEST_NAME))
                .value();
        if (errno != 0) {
            throw new SpawnFailed("the terminal has no name", errno);
        }
        return name.getString(0);
    }

    /** Something to wake a poll with. */
    static int eventDescriptor() throws SpawnFailed {
        return expect("cannot make an event descriptor", call(state ->
                (int) EVENT.invokeExact(state, 0, O_NONBLOCK | O_CLOEXEC)));
    }

    static Libc.Result write(int descriptor, MemorySegment bytes, long length) {
        return call(state -> (long) WRITE.invokeExact(state, descriptor, bytes, length));
    }

    static void setSize(int master, WindowSize size) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment words = arena.allocate(JAVA_SHORT, 4);
            words.setAtIndex(JAVA_SHORT, 0, (short) size.rows());
            words.setAtIndex(JAVA_SHORT, 1, (short) size.columns());
            call(state -> (int) IOCTL.invokeExact(state, master, TIOCSWINSZ, words));
        }
    }

    /** Null when it is no terminal, or has no size. */
    static @Nullable WindowSize size(int terminal) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment words = arena.allocate(JAVA_SHORT, 4);
            if (call(state -> (int) IOCTL.invokeExact(state, terminal, TIOCGWINSZ, words))
                    .failed()) {
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
            Libc.Result got = call(state -> (int) GET_ATTRIBUTES.invokeExact(state, terminal, termios));
            return got.failed() ? null : termios.toArray(JAVA_BYTE);
        }
    }

    static void setAttributes(int terminal, MemorySegment termios) {
        call(state -> (int) SET_ATTRIBUTES.invokeExact(state, terminal, TCSADRAIN, termios));
    }

    static void makeRaw(MemorySegment termios) {
        try {
            MAKE_RAW.invokeExact(termios);
        } catch (Throwable e) {
            throw Libc.unexpected(e);
        }
    }

    /** Lines are read, and not shown while they are typed; a program that reads key by key shows them itself and does not count. */
    static boolean hidesLines(int master) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment termios = arena.allocate(TERMIOS_BYTES, 8);
            boolean known = !call(state -> (int) GET_ATTRIBUTES.invokeExact(state, master, termios))
                    .failed();
            return known && (termios.get(JAVA_INT, LOCAL_FLAGS) & (ECHO | ICANON)) == ICANON;
        }
    }

    /** So that a backspace takes a whole character away. */
    private static void takeUtf8(int master) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment termios = arena.allocate(TERMIOS_BYTES, 8);
            if (!call(state -> (int) GET_ATTRIBUTES.invokeExact(state, master, termios))
                    .failed()) {
                termios.set(JAVA_INT, INPUT_FLAGS, termios.get(JAVA_INT, INPUT_FLAGS) | IUTF8);
                call(state -> (int) SET_ATTRIBUTES.invokeExact(state, master, 0, termios));
            }
        }
    }

    private static Libc.Result call(Call call) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Libc.CALL_STATE);
            return Libc.result(call.with(state), state);
        } catch (Throwable e) {
            throw Libc.unexpected(e);
        }
    }

    private static int expect(String what, Libc.Result result) throws SpawnFailed {
        if (result.failed()) {
            throw new SpawnFailed(what, result.errno());
        }
        return result.asInt();
    }
}
