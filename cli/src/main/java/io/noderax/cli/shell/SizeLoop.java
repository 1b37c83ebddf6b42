package io.noderax.cli.shell;

import io.noderax.linux.OwnTerminal;
import io.noderax.linux.WindowSize;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.terminal.TerminalSize;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Tells the shell when this terminal has got another size; what was not answered is told again. */
final class SizeLoop implements Runnable {
    private static final Duration LOOK = Duration.ofMillis(250);

    private final OwnTerminal terminal;
    private final CurrentLink current;
    private final CompletableFuture<Ending> end;
    private TerminalSize told;

    SizeLoop(OwnTerminal terminal, TerminalSize told, CurrentLink current, CompletableFuture<Ending> end) {
        this.terminal = terminal;
        this.told = told;
        this.current = current;
        this.end = end;
    }

    /** The size of this terminal within the limits of the wire. */
    static TerminalSize of(OwnTerminal terminal) {
        WindowSize size = terminal.size();
        return size == null
                ? TerminalSize.STANDARD
                : new TerminalSize(Math.clamp(size.columns(), 20, 400), Math.clamp(size.rows(), 10, 200));
    }

    @Override
    public void run() {
        try {
            while (!end.isDone()) {
                tell(of(terminal));
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(TerminalSize size) {
        ShellLink link = current.now();
        if (link != null && !size.equals(told)) {
            JsonObject answer = link.resize(size);
            if (answer != null && Boolean.TRUE.equals(answer.get("ok"))) {
                told = size;
            }
        }
    }
}
