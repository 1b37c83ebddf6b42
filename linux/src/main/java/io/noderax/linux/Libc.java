package io.noderax.linux;

import java.lang.foreign.MemorySegment;

/** The libc calls that several classes use. */
final class Libc {
    private static final LibcFunction PIPE2 = LibcFunction.named("pipe2");
    private static final LibcFunction CLOSE = LibcFunction.named("close");
    private static final LibcFunction READ = LibcFunction.named("read");
    private static final LibcFunction POLL = LibcFunction.named("poll");
    private static final LibcFunction WAIT4 = LibcFunction.named("wait4");
    private static final LibcFunction KILL = LibcFunction.named("kill");
    private static final LibcFunction SIGNAL = LibcFunction.named("signal");
    private static final LibcFunction SYSCALL = LibcFunction.named("syscall");
    private static final LibcFunction OPEN = LibcFunction.named("open");
    private static final LibcFunction FCNTL = LibcFunction.named("fcntl");

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
        return PIPE2.call(descriptors.address(), flags);
    }

    static Result close(int descriptor) {
        return CLOSE.call(descriptor);
    }

    static Result read(int descriptor, MemorySegment buffer) {
        return READ.callForLong(descriptor, buffer.address(), buffer.byteSize());
    }

    static Result poll(MemorySegment descriptors, long count, int timeoutMs) {
        return POLL.call(descriptors.address(), count, timeoutMs);
    }

    static Result wait4(int pid, MemorySegment status, int options, MemorySegment use) {
        return WAIT4.call(pid, status.address(), options, use.address());
    }

    static Result kill(int pid, int signal) {
        return KILL.call(pid, signal);
    }

    static Result open(MemorySegment path, int flags) {
        return OPEN.call(path.address(), flags);
    }

    static Result fcntl(int descriptor, int command, int argument) {
        return FCNTL.call(descriptor, command, argument);
    }

    /** The disposition of a signal: 0 is the default, 1 is to ignore it. */
    static Result signal(int signal, long disposition) {
        return SIGNAL.callForLong(signal, disposition);
    }

    /** A system call that this libc may have no function for. */
    static Result syscall(long number, int first, int second) {
        return SYSCALL.callForLong(number, first, second);
    }
}
