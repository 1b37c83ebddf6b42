package io.noderax.cli.installs;

import io.noderax.cli.terminal.Screen;
import io.noderax.cli.terminal.StopSignals;
import io.noderax.protocol.install.NodeInstallView;
import java.time.Duration;
import java.util.Objects;

/** Shows each step of an installation as the machine reports it, until it is over or a signal comes. */
final class ProgressLoop {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Installs installs;
    private final StopSignals signals;
    private final Screen screen;

    ProgressLoop(Installs installs, StopSignals signals, Screen screen) {
        this.installs = installs;
        this.signals = signals;
        this.screen = screen;
    }

    /** Gives the installation as it is then. Blocks. */
    NodeInstallView await(NodeInstallView created) {
        signals.take("INT", "TERM");
        NodeInstallView shown = created;
        screen.say("Waiting for the machine; the command is good until " + created.expiresAt());
        while (!isOver(shown) && signals.await(PAUSE) == null) {
            NodeInstallView now = installs.get(shown).value();
            if (!now.stage().equals(shown.stage()) || !now.status().equals(shown.status())) {
                screen.say("%3d %%  %s".formatted(now.progressPercent(), words(now)));
            }
            shown = now;
        }
        return shown;
    }

    static String words(NodeInstallView install) {
        return Objects.requireNonNullElse(install.statusMessage(), install.stage());
    }

    private static boolean isOver(NodeInstallView install) {
        return switch (install.status()) {
            case "completed", "failed", "expired" -> true;
            default -> false;
        };
    }
}
