package io.noderax.cli.updates;

import io.noderax.cli.session.Session;
import io.noderax.cli.terminal.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code updates resume}: goes on after a node whose update failed. */
@Command(name = "resume", description = "Goes on after a node whose update failed; that node stays failed.")
public final class ResumeRolloutCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--detach", description = "do not wait for it")
    private boolean detach;

    @Option(names = "--json", description = "print the rollout as the server sent it last")
    private boolean json;

    public ResumeRolloutCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Updates updates = new Updates(new Session(surroundings).open());
        return RolloutEnd.of(updates.decide(updates.active(), "resume"), updates, surroundings, json, detach);
    }
}
