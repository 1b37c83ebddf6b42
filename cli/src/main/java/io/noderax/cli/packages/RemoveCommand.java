package io.noderax.cli.packages;

import io.noderax.cli.terminal.Surroundings;
import io.noderax.protocol.packages.PackageWork;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code node remove}: removes packages from a node. */
@Command(
        name = "remove",
        description = {
            "Removes packages from a node.",
            "What the node's package tool says is shown as it comes. The node's root access has to allow operational work."
        },
        footer = {"", "It exits as `run` does: with the tool's code, or 124, 125, 130; see `run --help`."})
public final class RemoveCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "NODE", description = "id, name or hostname")
    private String node = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "NAME", description = "of a package")
    private List<String> names = List.of();

    @Option(names = "--purge", description = "also their configuration")
    private boolean purge;

    @Option(
            names = {"-d", "--detach"},
            description = "print the task's id and leave it running")
    private boolean detach;

    @Option(names = "--json", description = "print what the server sends, one object a line")
    private boolean json;

    public RemoveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return new PackageChange(surroundings, purge ? PackageWork.PURGE : PackageWork.REMOVE, purge)
                .run(node, names, detach, json);
    }
}
