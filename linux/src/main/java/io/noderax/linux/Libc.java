package io.noderax.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The libc calls that are used, with their C signatures. Loading this class is what switches FFM on. */
@SuppressWarnings("restricted") // calling libc is the purpose of this class; the module is the only one that may
final class Libc {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup SYMBOLS = LINKER.defaultLookup();
    private static final Linker.Option ERRNO_CAPTURED = Linker.Option.captureCallState("errno");
    static final MemoryLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle PIPE2 = withErrno("pipe2", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle CLOSE = withErrno("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle READ = withErrno("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle POLL = withErrno("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle WAIT4 = withErrno("wait4", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
    private static final MethodHandle KILL = withErrno("kill", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SIGNAL = withErrno("signal", JAVA_LONG, JAVA_INT, JAVA_LONG);
    private static final MethodHandle SYSCALL = LINKER.downcallHandle(
            symbol("syscall"),
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT),
            ERRNO_CAPTURED,
            Linker.Option.firstVariadicArg(1));
    private static final MethodHandle OPEN = variadic("open", 2, ADDRESS, JAVA_INT);
    private static final MethodHandle FCNTL = variadic("fcntl", 2, JAVA_INT, JAVA_INT, JAVA_INT);

    private Libc() {}

    /** What a call returned, and errno if that was negative. */
    record Result(long value, int errno) {
        boolean failed() {
            return value < 0;
        }

        int asInt() {
            return (int) value;
        }
    }

    static Result pipe2(MemorySegment descriptors, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            return result((int) PIPE2.invokeExact(state, descriptors, flags), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static Result close(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            return result((int) CLOSE.invokeExact(state, descriptor), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static Result read(int descriptor, MemorySegment buffer) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            return result((long) READ.invokeExact(state, descriptor, buffer, buffer.byteSize()), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static Result poll(MemorySegment descriptors, long count, int timeoutMs) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            return result((int) POLL.invokeExact(state, descriptors, count, timeoutMs), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static Result wait4(int pid, MemorySegment status, int options, MemorySegment use) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            return result((int) WAIT4.invokeExact(state, pid, status, options, use), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static Result kill(int pid, int signal) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            return result((int) KILL.invokeExact(state, pid, signal), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static Result open(MemorySegment path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            return result((int) OPEN.invokeExact(state, path, flags), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static Result fcntl(int descriptor, int command, int argument) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            return result((int) FCNTL.invokeExact(state, descriptor, command, argument), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** The disposition of a signal: 0 is the default, 1 is to ignore it. */
    static Result signal(int signal, long disposition) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            return result((long) SIGNAL.invokeExact(state, signal, disposition), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** A system call that this libc may have no function for. */
    static Result syscall(long number, int first, int second) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            return result((long) SYSCALL.invokeExact(state, number, first, second), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** A function that answers 0 or the error number itself, as the posix_spawn family does. */
    static MethodHandle answeringErrno(String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(symbol(name), FunctionDescriptor.of(JAVA_INT, arguments));
    }

    /** Like {@link #answeringErrno}; null where this libc does not have the function. */
    static @Nullable MethodHandle answeringErrnoIfThere(String name, MemoryLayout... arguments) {
        return SYMBOLS.find(name).isPresent() ? answeringErrno(name, arguments) : null;
    }

    /** A function that cannot fail when its arguments are right: the signal set operations. */
    static MethodHandle plain(String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(symbol(name), FunctionDescriptor.of(JAVA_INT, arguments));
    }

    /** A function that answers nothing and cannot fail. */
    static MethodHandle silent(String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(symbol(name), FunctionDescriptor.ofVoid(arguments));
    }

    static RuntimeException unexpected(Throwable e) {
        return switch (e) {
            case Error error -> throw error;
            case RuntimeException runtime -> runtime;
            default -> new IllegalStateException(e);
        };
    }

    static Result result(long value, MemorySegment state) {
        return new Result(value, value < 0 ? (int) ERRNO.get(state, 0L) : 0);
    }

    static MethodHandle withErrno(String name, ValueLayout answer, MemoryLayout... arguments) {
        return LINKER.downcallHandle(symbol(name), FunctionDescriptor.of(answer, arguments), ERRNO_CAPTURED);
    }

    /** A function whose arguments after the given count are variadic. */
    static MethodHandle variadic(String name, int fixed, MemoryLayout... arguments) {
        Linker.Option variadic = Linker.Option.firstVariadicArg(fixed);
        return LINKER.downcallHandle(
                symbol(name), FunctionDescriptor.of(JAVA_INT, arguments), ERRNO_CAPTURED, variadic);
    }

    private static MemorySegment symbol(String name) {
        return SYMBOLS.find(name).orElseThrow(() -> new IllegalStateException("libc has no function " + name));
    }
}
