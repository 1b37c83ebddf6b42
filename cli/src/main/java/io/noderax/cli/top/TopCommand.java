package io.noderax.cli.top;

import io.noderax.cli.http.Connection;
import io.noderax.cli.session.Session;
import io.noderax.cli.terminal.Screen;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.linux.OwnTerminal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code top}: the fleet as a table that lives. */
@Command(
        name = "top",
        description = {
            "Shows what the nodes measure, as it comes in; keys: c m d n sort by cpu, memory, disk, name, q ends it.",
            "Where standard input or output is no terminal, a table a second is printed."
        },
        footer = {"", "With --json each look at the fleet is printed as one line, an array of nodes."})
public final class TopCommand implements Callable<Integer> {
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Surroundings surroundings;

    @Option(names = "--workspace", paramLabel = "WORKSPACE", description = "only this one's nodes: id, slug or name")
    private @Nullable String workspace;

    @Option(names = "--once", description = "print what is known now, once")
    private boolean once;

    @Option(names = "--json", description = "print JSON, see below")
    private boolean json;

    public TopCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Connection connection = new Session(surroundings).open();
        FleetSource source = FleetSource.of(connection, workspace);
        Fleet fleet = new Fleet();
        source.read(fleet);
        if (once) {
            print(fleet);
            return 0;
        }
        FeedLoop feed = new FeedLoop(connection, source, fleet);
        Thread.ofPlatform().daemon().name("top-feed").start(feed);
        OwnTerminal terminal = json || OwnTerminal.behind(1) == null ? null : OwnTerminal.behind(0);
        if (terminal == null) {
            printOn(fleet);
        } else {
            new DrawLoop(surroundings, terminal, fleet, feed).run();
        }
        return 0;
    }

    private void printOn(Fleet fleet) {
        surroundings.signals().take("INT", "TERM", "HUP");
        do {
            print(fleet);
        } while (surroundings.signals().await(BETWEEN) == null
                && !surroundings.screen().isGone());
    }

    private void print(Fleet fleet) {
        Screen screen = surroundings.screen();
        List<NodeLine> nodes = fleet.sorted(SortBy.CPU);
        if (json) {
            screen.printJson(nodes.stream().map(NodeLine::toJson).toList());
        } else if (nodes.isEmpty()) {
            screen.say("No nodes; on a machine that shall join, type `noderax-agent enroll`");
        } else {
            FleetTable.lines(nodes, surroundings.clock().instant(), screen::status)
                    .forEach(screen::print);
        }
    }
}
