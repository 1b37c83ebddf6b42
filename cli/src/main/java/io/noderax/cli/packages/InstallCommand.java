package io.noderax.cli.packages;

import io.noderax.cli.terminal.Surroundings;
import io.noderax.protocol.packages.PackageWork;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code node install}: installs packages on a node. */
@Command(
        name = "install",
        description = {
            "Installs packages on a node, or brings them to their newest version.",
            "What the node's package tool says is shown as it comes. The node's root access has to allow operational work."
        },
        footer = {"", "It exits as `run` does: with the tool's code, or 124, 125, 130; see `run --help`."})
public final class InstallCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "NODE", description = "id, name or hostname")
    private String node = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "NAME", description = "of a package")
    private List<String> names = List.of();

    @Option(
            names = {"-d", "--detach"},
            description = "print the task's id and leave it running")
    private boolean detach;

    @Option(names = "--json", description = "print what the server sends, one object a line")
    private boolean json;

    public InstallCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return new PackageChange(surroundings, PackageWork.INSTALL, false).run(node, names, detach, json);
    }
}
