package io.noderax.cli.shell;

import io.noderax.cli.terminal.Screen;
import io.noderax.protocol.terminal.TerminalChunkView;
import java.util.ArrayList;
import java.util.List;

/** Writes what the shell shows, each piece once, in order, whatever way it came. Safe for several threads. */
final class ShownOutput {
    private final Screen screen;

    // Guarded by this.
    private final List<TerminalChunkView> held = new ArrayList<>();
    private boolean holding;
    private long last;

    ShownOutput(Screen screen) {
        this.screen = screen;
    }

    /** The number of the last piece that was shown. */
    synchronized long last() {
        return last;
    }

    /** What is pushed waits from now on: what was before is still to be read. */
    synchronized void hold() {
        holding = true;
    }

    /** What was before has been shown. */
    synchronized void release() {
        holding = false;
        held.forEach(this::show);
        held.clear();
    }

    synchronized void pushed(TerminalChunkView chunk) {
        if (holding) {
            held.add(chunk);
        } else {
            show(chunk);
        }
    }

    synchronized void show(TerminalChunkView chunk) {
        if (chunk.seq() > last) {
            last = chunk.seq();
            if (chunk.direction().isOutput()) {
                screen.write(chunk.payload().bytes());
            }
        }
    }
}
