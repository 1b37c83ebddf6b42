package io.noderax.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** The two output pipes of a child that another process starts: this one reads, the write ends are handed over. */
public final class HandedPipes implements AutoCloseable {
    private static final int O_CLOEXEC = 0x80000;

    private final List<Descriptor> readEnds;
    private final List<Descriptor> writeEnds;

    private HandedPipes(Descriptor[] output, Descriptor[] error) {
        this.readEnds = List.of(output[0], error[0]);
        this.writeEnds = List.of(output[1], error[1]);
    }

    public static HandedPipes make() throws SpawnFailed {
        Descriptor[] output = pipe();
        try {
            return new HandedPipes(output, pipe());
        } catch (SpawnFailed e) {
            output[0].close();
            output[1].close();
            throw e;
        }
    }

    /** Standard output and standard error of the child. */
    public Descriptor[] writeEnds() {
        return writeEnds.toArray(Descriptor[]::new);
    }

    /**
     * What the child writes, once it has the other ends.
     *
     * @param exit becomes readable when the child ends, and is closed with the pipes
     */
    public ChildOutput output(Descriptor exit) {
        return new ChildOutput(readEnds.get(0).release(), readEnds.get(1).release(), exit.release());
    }

    /** The other process has its ends: this one closes them, so that the output ends with those who write. */
    public void handedOver() {
        writeEnds.forEach(Descriptor::close);
    }

    /** Closes whatever nobody took. */
    @Override
    public void close() {
        handedOver();
        readEnds.forEach(Descriptor::close);
    }

    private static Descriptor[] pipe() throws SpawnFailed {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(ValueLayout.JAVA_INT, 2);
            Libc.Result made = Libc.pipe2(ends, O_CLOEXEC);
            if (made.failed()) {
                throw new SpawnFailed("cannot make a pipe", made.errno());
            }
            return new Descriptor[] {
                new Descriptor(ends.getAtIndex(ValueLayout.JAVA_INT, 0)),
                new Descriptor(ends.getAtIndex(ValueLayout.JAVA_INT, 1))
            };
        }
    }
}
