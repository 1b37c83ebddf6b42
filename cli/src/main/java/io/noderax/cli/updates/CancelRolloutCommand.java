package io.noderax.cli.updates;

import io.noderax.cli.session.Session;
import io.noderax.cli.terminal.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code updates cancel}: ends the active rollout. */
@Command(
        name = "cancel",
        description = "Ends the active rollout; a node that has begun finishes, or goes back, by itself.")
public final class CancelRolloutCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--detach", description = "do not wait for it")
    private boolean detach;

    @Option(names = "--json", description = "print the rollout as the server sent it last")
    private boolean json;

    public CancelRolloutCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Updates updates = new Updates(new Session(surroundings).open());
        return RolloutEnd.of(updates.decide(updates.active(), "cancel"), updates, surroundings, json, detach);
    }
}
