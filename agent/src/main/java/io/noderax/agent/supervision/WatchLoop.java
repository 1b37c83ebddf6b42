package io.noderax.agent.supervision;

import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.Pulse;
import io.noderax.agent.loops.StopSignal;
import java.util.List;
import java.util.function.Supplier;

/** Tells the service manager that the agent is alive as long as every loop is, and how it is whenever that changes. */
public final class WatchLoop implements Runnable {
    private final Supervisor supervisor;
    private final List<Pulse> pulses;
    private final Supplier<String> words;
    private final StopSignal stop;
    private final EventLog log;
    private String told = "";

    /** @param words how the agent is, in one line */
    public WatchLoop(Supervisor supervisor, List<Pulse> pulses, Supplier<String> words, StopSignal stop, EventLog log) {
        this.supervisor = supervisor;
        this.pulses = List.copyOf(pulses);
        this.words = words;
        this.stop = stop;
        this.log = log;
    }

    @Override
    public void run() {
        do {
            look();
        } while (!stop.await(supervisor.interval()));
    }

    void look() {
        List<String> late =
                pulses.stream().filter(Pulse::isLate).map(Pulse::loop).toList();
        if (late.isEmpty() && supervisor.isWatching()) {
            supervisor.alive();
        }
        String now = late.isEmpty() ? words.get() : "hangs: " + String.join(", ", late);
        if (!now.equals(told)) {
            told = now;
            supervisor.status(now);
            if (!late.isEmpty()) {
                log.error("a loop of the agent hangs, the service manager is told nothing more", "loops", late);
            }
        }
    }
}
