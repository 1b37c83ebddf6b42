package io.noderax.cli.updates;

import io.noderax.cli.session.Session;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.protocol.update.RolloutView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code updates retry}: a node once more. */
@Command(name = "retry", description = "Updates a node of the active rollout once more, and goes on.")
public final class RetryCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "NODE", description = "its name, or id")
    private String node = "";

    @Option(names = "--detach", description = "do not wait for it")
    private boolean detach;

    @Option(names = "--json", description = "print the rollout as the server sent it last")
    private boolean json;

    public RetryCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Updates updates = new Updates(new Session(surroundings).open());
        RolloutView active = updates.active();
        return RolloutEnd.of(
                updates.decide(active, RolloutNode.in(active, node), "retry"), updates, surroundings, json, detach);
    }
}
