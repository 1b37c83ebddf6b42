package io.noderax.cli.shell;

import io.noderax.protocol.terminal.TerminalSessionView;

/** How a visit to a shell ends. */
sealed interface Ending {
    /** The shell is over. */
    record Over(TerminalSessionView session) implements Ending {}

    /** The operator leaves, and the shell lives on for a while. */
    record Detached() implements Ending {}

    /** The operator, or a signal, has ended the shell. */
    record Terminated(int exitCode) implements Ending {}

    /** It cannot go on. */
    record Failed(String sentence) implements Ending {}
}
