package io.noderax.cli.shell;

import io.noderax.cli.terminal.StopSignals;
import io.noderax.linux.OwnTerminal;
import io.noderax.protocol.terminal.TerminalSize;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A shell as long as this program is attached to it: keys there, output here, until one side ends it. */
final class OpenShell {
    private static final int SIGNALLED = 128;
    private static final int SIGINT = 2;
    private static final int SIGTERM = 15;

    private final ShellVisit visit;
    private final StopSignals signals;
    private final CompletableFuture<Ending> end = new CompletableFuture<>();
    private final CurrentLink current = new CurrentLink();

    OpenShell(ShellVisit visit, StopSignals signals) {
        this.visit = visit;
        this.signals = signals;
    }

    /**
     * Blocks until it ends; the terminal is then as it was.
     *
     * @param token for the first connection; null: one is asked for
     * @param told the size that the session has
     */
    Ending run(@Nullable String token, TerminalSize told) {
        OwnTerminal terminal = visit.terminal();
        signals.take("INT", "TERM", "HUP");
        KeyLoop keys =
                new KeyLoop(current, end, visit.notices(), visit.extensions().hasTerminalInputOnce());
        start("signals", this::awaitSignal);
        try {
            if (terminal != null) {
                terminal.makeRaw();
                start("size", new SizeLoop(terminal, told, current, end));
            }
            start("connect", new ConnectLoop(visit, current, end, token));
            start("keys", keys);
            start("read", new ReadLoop(new FileInputStream(FileDescriptor.in), keys, end, visit.notices()));
            return end.join();
        } finally {
            if (terminal != null) {
                terminal.restore();
            }
            ShellLink link = current.now();
            if (link != null) {
                link.close();
            }
        }
    }

    /** A terminal that is closed leaves the shell running. */
    private void awaitSignal() {
        String signal = null;
        while (signal == null && !end.isDone()) {
            signal = signals.await(Duration.ofSeconds(1));
        }
        if (signal != null) {
            end.complete(
                    signal.equals("HUP")
                            ? new Ending.Detached()
                            : new Ending.Terminated(SIGNALLED + (signal.equals("INT") ? SIGINT : SIGTERM)));
        }
    }

    private static void start(String name, Runnable work) {
        Thread.ofPlatform().daemon().name("shell-" + name).start(work);
    }
}
