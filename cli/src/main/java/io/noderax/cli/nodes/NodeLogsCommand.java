package io.noderax.cli.nodes;

import io.noderax.cli.http.Connection;
import io.noderax.cli.http.Extensions;
import io.noderax.cli.http.Received;
import io.noderax.cli.session.Session;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.cli.terminal.StopSignals;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.protocol.logscan.LogPreset;
import io.noderax.protocol.logscan.LogPreview;
import io.noderax.protocol.node.NodeView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code node logs}: the end of a log of the machine itself, and on wish what is written to it from now on. */
@Command(
        name = "logs",
        description = "Shows the last lines of one of a node's own logs.",
        footer = {
            "",
            "With --json each line is one JSON object; what the node warns of goes to standard error in any case.",
            "Most logs can only be read as root: the node's root access has to include operational."
        })
public final class NodeLogsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "NODE", description = "name, hostname or id")
    private String node = "";

    @Option(
            names = "--preset",
            paramLabel = "LOG",
            description = "syslog (the standard), auth.log, kern.log or noderax-agent")
    private String preset = "syslog";

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            description = "how many of the last lines, 1 to 500 (200)")
    private int lines = LogPreset.STANDARD_LINES;

    @Option(
            names = {"-f", "--follow"},
            description = "go on with what is written from now on, until Ctrl-C")
    private boolean follow;

    @Option(names = "--json", description = "print each line as JSON")
    private boolean json;

    public NodeLogsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (LogPreset.BY_ID.get(preset) == null) {
            throw new CommandFailure(
                    2,
                    "--preset must be one of %s, got %s"
                            .formatted(String.join(", ", LogPreset.BY_ID.keySet()), preset));
        }
        Connection connection = new Session(surroundings).open();
        NodeView meant = new Nodes(connection).meant(node);
        NodeLogs logs = new NodeLogs(connection, meant, preset, lines);
        ShownLog shown = new ShownLog(surroundings.screen(), json);
        if (!follow) {
            shown.show(answered(logs.preview()));
            return 0;
        }
        if (!Extensions.of(connection).hasLogFollow()) {
            throw new CommandFailure("this server cannot follow the logs of nodes; leave out --follow");
        }
        // Nothing is taken over here: Ctrl-C ends this process, and nothing on the node runs on.
        new LogFollowLoop(logs, shown, new StopSignals()).follow();
        return 0;
    }

    private Received<LogPreview> answered(Received<LogPreview> preview) {
        String error = preview.value().error();
        if (!preview.value().status().isFinal()) {
            throw new CommandFailure("the node has not answered within 10 s (task %s is %s)"
                    .formatted(preview.value().task(), preview.value().status().wireName()));
        }
        if (error != null) {
            throw new CommandFailure(error);
        }
        return preview;
    }
}
