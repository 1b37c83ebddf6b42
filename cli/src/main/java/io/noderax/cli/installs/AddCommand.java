package io.noderax.cli.installs;

import io.noderax.cli.http.Received;
import io.noderax.cli.session.Session;
import io.noderax.cli.terminal.Screen;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.protocol.install.CreateNodeInstall;
import io.noderax.protocol.install.CreatedNodeInstall;
import io.noderax.protocol.install.NodeInstallView;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code node add}: prepares a node, and prints the one command by which its machine becomes it. */
@Command(
        name = "add",
        description = {
            "Prepares a node, and prints the one command to paste on its machine.",
            "The command is good for 15 minutes, once; who has it can make a machine this node."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:prepared; with --wait: the machine is the node",
            " 1:not done; with --wait: the installation failed, or nobody used the command in time",
            " 2:wrong options"
        })
public final class AddCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "what the node shall be called")
    private String name = "";

    @Option(names = "--description", paramLabel = "TEXT", description = "what it is for")
    private @Nullable String description;

    @Option(
            names = "--workspace",
            paramLabel = "W",
            description = "id, slug or name of its workspace (default: the server's default workspace)")
    private @Nullable String workspace;

    @Option(names = "--wait", description = "show how the installation goes, until it is over")
    private boolean wait;

    @Option(names = "--json", description = "print the installation as the server sent it, with its installCommand")
    private boolean json;

    public AddCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Installs installs = new Installs(new Session(surroundings).open());
        Received<CreatedNodeInstall> created =
                installs.create(installs.workspace(workspace), new CreateNodeInstall(name, description, null));
        Screen screen = surroundings.screen();
        if (json) {
            screen.printJson(created.sent());
        } else {
            screen.say("On the machine that shall be %s, as a user who may use sudo:".formatted(name));
            screen.print(created.value().installCommand());
        }
        return wait ? waited(installs, created.value().install()) : 0;
    }

    private int waited(Installs installs, NodeInstallView created) {
        Screen screen = surroundings.screen();
        NodeInstallView over = new ProgressLoop(installs, surroundings.signals(), screen).await(created);
        return switch (over.status()) {
            case "completed" -> {
                screen.say("%s is node %s".formatted(over.hostname(), over.nodeId()));
                yield 0;
            }
            case "failed" -> {
                screen.say("noderax: " + ProgressLoop.words(over)
                        + " When the cause is mended, the same command may be run once more.");
                yield 1;
            }
            case "expired" -> {
                screen.say("noderax: nobody has used the command in time; it is worth nothing any more");
                yield 1;
            }
            default -> {
                screen.say("noderax: not waited any longer; the command stays good until " + over.expiresAt());
                yield 1;
            }
        };
    }
}
