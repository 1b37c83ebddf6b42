package io.noderax.cli.up;

import io.noderax.cli.terminal.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code up}: server, database and a demo node on this machine, until Ctrl-C. */
@Command(
        name = "up",
        description =
                "Runs server, database and a demo node on this machine until Ctrl-C; the data stays for the next time.")
public final class UpCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--no-demo-node", description = "do not make this machine a node")
    private boolean noDemoNode;

    public UpCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        UpHome home = new UpHome(surroundings.noderaxHome());
        try (UpLock lock = UpLock.take(home)) {
            return new Up(surroundings, home, Programs.of(surroundings), lock).run(!noDemoNode);
        }
    }
}
