package io.noderax.cli.updates;

import io.noderax.cli.http.Received;
import io.noderax.cli.session.Session;
import io.noderax.cli.terminal.Screen;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.protocol.update.ReleaseView;
import io.noderax.protocol.update.RolloutView;
import io.noderax.protocol.update.UpdateSummary;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code updates}: how up to date the nodes' agents are. */
@Command(
        name = "updates",
        description = {
            "Shows the latest release of the agent, how many nodes run another one, and the rollout that is active.",
            "Updates need a platform administrator."
        })
public final class UpdatesCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--json", description = "print the summary as the server sent it")
    private boolean json;

    public UpdatesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Received<UpdateSummary> summary = new Updates(new Session(surroundings).open()).summary();
        Screen screen = surroundings.screen();
        if (json) {
            screen.printJson(summary.sent());
        } else {
            show(summary.value(), screen);
        }
        return 0;
    }

    private static void show(UpdateSummary summary, Screen screen) {
        ReleaseView latest = summary.latestRelease();
        if (latest == null) {
            screen.print("There is no release.");
        } else {
            screen.print("Latest release: %s, of %s".formatted(latest.version(), latest.publishedAt()));
            screen.print("%d nodes run another version, %d of them could be updated now"
                    .formatted(summary.outdatedNodeCount(), summary.eligibleOutdatedNodeCount()));
        }
        RolloutView active = summary.activeRollout();
        if (active != null) {
            RolloutWords.show(active, screen);
        }
    }
}
