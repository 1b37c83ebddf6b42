package io.noderax.agent.terminal;

import io.noderax.protocol.terminal.TerminalMessage;

/** The way to the server, as long as one realtime session lasts. Called by many threads; never blocks. */
public interface TerminalLine {
    /** Queues the event, in the order of the calls; false when there is no room now: nothing was queued, try again soon. */
    boolean send(TerminalMessage message);

    /** Like {@link #send(TerminalMessage)}; the server's ack, if it comes while the session lasts, is told on any thread. */
    boolean send(TerminalMessage message, Runnable acknowledged);
}
