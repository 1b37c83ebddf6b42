package io.noderax.cli.shell;

import io.noderax.cli.http.Connection;
import io.noderax.cli.http.Extensions;
import io.noderax.cli.terminal.Screen;
import io.noderax.linux.OwnTerminal;
import io.noderax.protocol.terminal.TerminalSessionView;
import org.jspecify.annotations.Nullable;

/**
 * Which session is seen, and where.
 *
 * @param terminal the operator's; null when keys come from a file or a pipe
 */
record ShellVisit(
        Connection connection,
        Extensions extensions,
        TerminalSessionView session,
        Screen screen,
        @Nullable OwnTerminal terminal) {
    Notices notices() {
        return new Notices(screen, terminal != null);
    }
}
