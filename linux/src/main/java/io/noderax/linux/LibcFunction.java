package io.noderax.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A function of libc that takes up to six integers and addresses. All of them are called by one handle, as if each took six longs:
 * x86-64 (System V) and AArch64 (AAPCS64) pass such arguments in registers whatever their number and width, also those behind the
 * dots of a variadic function. A handle for each shape would be generated and compiled at its first call, which takes a small agent
 * longer than all the rest of its start. Loading this class is what switches FFM on.
 */
@SuppressWarnings("restricted") // calling libc is the purpose of this class; the module is the only one that may
final class LibcFunction {
    private static final int ARGUMENTS = 6;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup SYMBOLS = LINKER.defaultLookup();
    private static final MemoryLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle CALL = LINKER.downcallHandle(
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.captureCallState("errno"));

    private final MemorySegment function;

    private LibcFunction(MemorySegment function) {
        this.function = function;
    }

    static LibcFunction named(String name) {
        return new LibcFunction(
                SYMBOLS.find(name).orElseThrow(() -> new IllegalStateException("libc has no function " + name)));
    }

    /** Null where this libc does not have it. */
    static @Nullable LibcFunction ifThere(String name) {
        return SYMBOLS.find(name).map(LibcFunction::new).orElse(null);
    }

    /** Calls one that answers an int: what the register has above 32 bits means nothing. */
    Libc.Result call(long... arguments) {
        return call(true, arguments);
    }

    /** Calls one that answers 0 or the error number itself, as the family of posix_spawn does. */
    int code(long... arguments) {
        return (int) call(true, arguments).value();
    }

    /** Calls one that answers a long. */
    Libc.Result callForLong(long... arguments) {
        return call(false, arguments);
    }

    private Libc.Result call(boolean narrow, long... given) {
        long[] all = Arrays.copyOf(given, ARGUMENTS);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            long answer = (long) CALL.invokeExact(function, state, all[0], all[1], all[2], all[3], all[4], all[5]);
            long value = narrow ? (int) answer : answer;
            return new Libc.Result(value, value < 0 ? (int) ERRNO.get(state, 0L) : 0);
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
