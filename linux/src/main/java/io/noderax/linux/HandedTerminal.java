package io.noderax.linux;

import java.lang.foreign.Arena;

/** A terminal for a child that another process starts: this one holds the master, the slave is handed over. */
public final class HandedTerminal implements AutoCloseable {
    private static final int O_RDWR_NOCTTY_CLOEXEC = 2 | 0x100 | 0x80000;

    private final Descriptor master;
    private final Descriptor slave;

    private HandedTerminal(Descriptor master, Descriptor slave) {
        this.master = master;
        this.slave = slave;
    }

    /** A terminal of that size. */
    public static HandedTerminal open(WindowSize size) throws SpawnFailed {
        Descriptor master = new Descriptor(PtyCalls.openMaster());
        try (Arena arena = Arena.ofConfined()) {
            PtyCalls.setSize(master.number(), size);
            String name = PtyCalls.slaveOf(arena, master.number());
            Libc.Result opened = Libc.open(arena.allocateFrom(name), O_RDWR_NOCTTY_CLOEXEC);
            if (opened.failed()) {
                throw new SpawnFailed("cannot open " + name, opened.errno());
            }
            return new HandedTerminal(master, new Descriptor(opened.asInt()));
        } catch (SpawnFailed e) {
            master.close();
            throw e;
        }
    }

    public Descriptor slave() {
        return slave;
    }

    /**
     * The terminal with its child, once that has the slave.
     *
     * @param exit becomes readable when the child ends, and is closed with the terminal
     * @param watch is asked then
     */
    public Pty pty(ProcessIdentity child, Descriptor exit, ExitWatch watch) throws SpawnFailed {
        int wake = PtyCalls.eventDescriptor();
        return new Pty(child, master.release(), exit.release(), wake, watch);
    }

    /** The other process has the slave: this one closes it, so that the terminal ends with those who have it. */
    public void handedOver() {
        slave.close();
    }

    /** Closes whatever nobody took. */
    @Override
    public void close() {
        handedOver();
        master.close();
    }
}
