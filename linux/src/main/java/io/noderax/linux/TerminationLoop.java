package io.noderax.linux;

import java.time.Duration;
import java.util.List;

/** Ends every process of a family: TERM, a grace, then KILL until none is left. */
public final class TerminationLoop {
    private static final long LOOK_AGAIN_MS = 20;
    /** One alone may fall between two of those that fork and end all the time. */
    private static final int ENOUGH_EMPTY_LOOKS = 3;

    private static final Duration LONGEST_KILL = Duration.ofSeconds(5);

    private final ProcessTable processes;

    public TerminationLoop(ProcessTable processes) {
        this.processes = processes;
    }

    /**
     * Blocks until all of them are gone, or for the grace and 5 s more at most.
     *
     * @return how many are left: those that even KILL does not end, because they hang in the kernel or belong to another user
     */
    public int end(ProcessFamily family, Duration grace) {
        int found = grace.isZero() ? 0 : signal(family, Signal.TERM);
        if (found > 0) {
            awaitNone(family, grace);
        }
        long deadline = System.nanoTime() + LONGEST_KILL.toNanos();
        int left = signal(family, Signal.KILL);
        int emptyLooks = found + left == 0 ? ENOUGH_EMPTY_LOOKS : 0;
        while (emptyLooks < ENOUGH_EMPTY_LOOKS && System.nanoTime() - deadline < 0) {
            pause();
            left = signal(family, Signal.KILL);
            emptyLooks = left == 0 ? emptyLooks + 1 : 0;
        }
        return left;
    }

    /**
     * Like {@link #end} for a terminal whose user is gone: HUP first, which is what a shell hands on to its jobs, with CONT so that
     * stopped ones hear of it.
     */
    public int hangUp(ProcessFamily family, Duration grace) {
        Duration half = grace.dividedBy(2);
        if (signal(family, Signal.HUP) > 0) {
            signal(family, Signal.CONT);
            awaitNone(family, half);
        }
        if (signal(family, Signal.TERM) > 0) {
            signal(family, Signal.CONT);
            awaitNone(family, half);
        }
        return end(family, Duration.ZERO);
    }

    private void awaitNone(ProcessFamily family, Duration grace) {
        long deadline = System.nanoTime() + grace.toNanos();
        while (System.nanoTime() - deadline < 0 && !processes.members(family).isEmpty()) {
            pause();
        }
    }

    /** Signals the group as one, so that a member that forks just now gets it too, and each stray by itself. */
    private int signal(ProcessFamily family, Signal signal) {
        if (signal == Signal.KILL && family.control() != null) {
            family.control().kill();
        }
        List<ProcessStat> members = processes.members(family);
        boolean groupSignalled = false;
        for (ProcessStat member : members) {
            boolean inGroup =
                    family.leader() != null && member.group() == family.leader().pid();
            if (!inGroup) {
                Libc.kill(member.pid(), signal.number());
            } else if (!groupSignalled) {
                Libc.kill(-member.group(), signal.number());
                groupSignalled = true;
            }
        }
        return members.size();
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
