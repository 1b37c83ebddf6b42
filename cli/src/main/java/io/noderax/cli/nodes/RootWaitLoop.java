package io.noderax.cli.nodes;

import io.noderax.cli.http.Received;
import io.noderax.cli.terminal.StopSignals;
import io.noderax.protocol.node.NodeView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Asks until a node has applied its root access, or could not, or the time is over, or a signal comes. */
final class RootWaitLoop {
    static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Nodes nodes;
    private final StopSignals signals;
    private final Clock clock;

    RootWaitLoop(Nodes nodes, StopSignals signals, Clock clock) {
        this.nodes = nodes;
        this.signals = signals;
        this.clock = clock;
    }

    /** Gives the node as it is then. Blocks. */
    Received<NodeView> await(Received<NodeView> set) {
        signals.take("INT", "TERM");
        Instant end = clock.instant().plus(LONGEST);
        Received<NodeView> node = set;
        while (node.value().rootAccess().syncStatus().equals("pending")
                && clock.instant().isBefore(end)
                && signals.await(PAUSE) == null) {
            node = nodes.get(node.value().id());
        }
        return node;
    }
}
