package io.noderax.cli.shell;

import io.noderax.cli.http.CallFailed;
import io.noderax.cli.http.Connection;
import io.noderax.cli.http.Extensions;
import io.noderax.cli.http.Failure;
import io.noderax.cli.nodes.Nodes;
import io.noderax.cli.session.Session;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.linux.OwnTerminal;
import io.noderax.protocol.terminal.CreateTerminalSession;
import io.noderax.protocol.terminal.CreatedTerminalSession;
import io.noderax.protocol.terminal.TerminalSessionView;
import io.noderax.protocol.terminal.TerminalSize;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shell}: a terminal on a node, as if one sat there. */
@Command(
        name = "shell",
        description = {
            "Opens a shell on a node, on this terminal. At the start of a line: ~. ends the shell, ~d leaves it running,",
            "~~ types a tilde, ~? shows these. Without a terminal, standard input is what is typed.",
            "A lost connection is made again, and the shell goes on where it was."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0-255:that of the shell; but:",
            "    0:also: left with ~d",
            "    1:also: it ended without an exit code",
            "    2:wrong options",
            "   75:the server was away for too long; the shell may go on",
            "  125:there is no shell: refused, or its node is not there",
            "  130:ended with ~."
        })
public final class ShellCommand implements Callable<Integer> {
    static final int TERMINATED = 130;
    private static final int LOST = 75;
    private static final int NOT_RUN = 125;
    private static final int LARGEST = 255;

    private final Surroundings surroundings;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NODE", description = "id, name or hostname")
    private @Nullable String node;

    @Option(names = "--root", description = "as root, if the node's root access allows it")
    private boolean root;

    @Option(names = "--attach", paramLabel = "SESSION", description = "come back to a shell that was left running")
    private @Nullable UUID attach;

    public ShellCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if ((node == null) == (attach == null)) {
            throw new CommandFailure(2, "name a NODE, or a shell to come back to with --attach SESSION");
        }
        if (root && attach != null) {
            throw new CommandFailure(2, "--root is for a new shell, not for --attach");
        }
        Connection connection = new Session(surroundings).open();
        OwnTerminal terminal = OwnTerminal.behind(0);
        try {
            return attach == null ? openNew(connection, terminal) : comeBack(connection, terminal, attach);
        } catch (CallFailed e) {
            throw new CommandFailure(NOT_RUN, why(e));
        }
    }

    private int openNew(Connection connection, @Nullable OwnTerminal terminal) {
        TerminalSize size = terminal == null ? TerminalSize.STANDARD : SizeLoop.of(terminal);
        CreatedTerminalSession created = new TerminalSessions(connection)
                .create(new Nodes(connection).meant(String.valueOf(node)), new CreateTerminalSession(size, root, null));
        return visit(
                connection, terminal, created.session(), created.connection().token());
    }

    private int comeBack(Connection connection, @Nullable OwnTerminal terminal, UUID id) {
        return visit(connection, terminal, new TerminalSessions(connection).find(id), null);
    }

    private int visit(
            Connection connection,
            @Nullable OwnTerminal terminal,
            TerminalSessionView session,
            @Nullable String token) {
        ShellVisit visit =
                new ShellVisit(connection, Extensions.of(connection), session, surroundings.screen(), terminal);
        Ending ending = new OpenShell(visit, surroundings.signals()).run(token, session.size());
        return switch (ending) {
            case Ending.Over(TerminalSessionView now) -> over(now);
            case Ending.Detached _ -> detached(session);
            case Ending.Terminated(int code) -> terminated(connection, session, code);
            case Ending.Failed(String sentence) -> throw new CommandFailure(LOST, sentence);
        };
    }

    private int over(TerminalSessionView session) {
        Long code = session.ending().exitCode();
        if (code != null && code >= 0 && code <= LARGEST) {
            return code.intValue();
        }
        String reason = session.ending().reason();
        say("the shell has ended" + (reason == null ? "" : ": " + reason));
        return session.times().openedAt() == null ? NOT_RUN : 1;
    }

    private int detached(TerminalSessionView session) {
        say("left the shell running; come back with `%s shell --attach %s`"
                .formatted(surroundings.command(), session.id()));
        return 0;
    }

    private int terminated(Connection connection, TerminalSessionView session, int code) {
        new TerminalSessions(connection).terminate(session, "ended by its operator");
        say("ended the shell");
        return code;
    }

    private void say(String sentence) {
        surroundings.screen().say("[noderax] " + sentence);
    }

    /** The server's own words are better than their number. */
    private static String why(CallFailed call) {
        return call.failure() instanceof Failure.Refused refused && (refused.status() == 400 || refused.status() == 409)
                ? refused.message()
                : call.sentence();
    }
}
