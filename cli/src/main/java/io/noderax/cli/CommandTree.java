package io.noderax.cli;

import io.noderax.cli.enrollments.ApproveCommand;
import io.noderax.cli.enrollments.EnrollmentsCommand;
import io.noderax.cli.enrollments.RefuseCommand;
import io.noderax.cli.http.CallFailed;
import io.noderax.cli.installs.AddCommand;
import io.noderax.cli.nodes.NodeCommand;
import io.noderax.cli.nodes.NodeLogsCommand;
import io.noderax.cli.nodes.NodesCommand;
import io.noderax.cli.nodes.RootCommand;
import io.noderax.cli.packages.InstallCommand;
import io.noderax.cli.packages.PackagesCommand;
import io.noderax.cli.packages.RemoveCommand;
import io.noderax.cli.session.DoctorCommand;
import io.noderax.cli.session.LoginCommand;
import io.noderax.cli.session.LogoutCommand;
import io.noderax.cli.shell.ShellCommand;
import io.noderax.cli.tasks.CancelCommand;
import io.noderax.cli.tasks.LogsCommand;
import io.noderax.cli.tasks.RunCommand;
import io.noderax.cli.tasks.TaskCommand;
import io.noderax.cli.tasks.TasksCommand;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.cli.terminal.SpanOfTime;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.cli.top.TopCommand;
import io.noderax.cli.up.UpCommand;
import io.noderax.cli.updates.CancelRolloutCommand;
import io.noderax.cli.updates.ReleasesCommand;
import io.noderax.cli.updates.ResumeRolloutCommand;
import io.noderax.cli.updates.RetryCommand;
import io.noderax.cli.updates.RolloutsCommand;
import io.noderax.cli.updates.SkipCommand;
import io.noderax.cli.updates.StartCommand;
import io.noderax.cli.updates.UpdatesCommand;
import java.time.DateTimeException;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.TypeConversionException;

/** All commands, and what they have in common: help, exit codes, and that a failure is one sentence. */
@Command(
        name = "noderax",
        description = "Noderax: run commands on a fleet of Linux machines, see what they do, and why they wait.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes (`run` has more, see `run --help`):%n",
        exitCodeList = {" 0:done", " 1:not done; one sentence on standard error says why", " 2:wrong options"})
final class CommandTree {
    private CommandTree() {}

    static CommandLine in(Surroundings surroundings) {
        CommandLine enrollments = new CommandLine(new EnrollmentsCommand(surroundings))
                .addSubcommand("list", new EnrollmentsCommand(surroundings))
                .addSubcommand(new ApproveCommand(surroundings))
                .addSubcommand(new RefuseCommand(surroundings));
        CommandLine node = nodeCommands(surroundings);
        CommandLine updates = updateCommands(surroundings);
        CommandLine tree = new CommandLine(new CommandTree())
                .addSubcommand(new LoginCommand(surroundings))
                .addSubcommand(new LogoutCommand(surroundings))
                .addSubcommand(new DoctorCommand(surroundings))
                .addSubcommand(new NodesCommand(surroundings))
                .addSubcommand("node", node)
                .addSubcommand("enrollments", enrollments)
                .addSubcommand("updates", updates)
                .addSubcommand(new RunCommand(surroundings))
                .addSubcommand(new ShellCommand(surroundings))
                .addSubcommand(new TopCommand(surroundings))
                .addSubcommand(new TasksCommand(surroundings))
                .addSubcommand(new TaskCommand(surroundings))
                .addSubcommand(new LogsCommand(surroundings))
                .addSubcommand(new CancelCommand(surroundings))
                .addSubcommand(new UpCommand(surroundings))
                .addSubcommand(new HelpCommand());
        tree.getSubcommands().values().forEach(CommandTree::addHelpOption);
        enrollments.getSubcommands().values().forEach(CommandTree::addHelpOption);
        node.getSubcommands().values().forEach(CommandTree::addHelpOption);
        updates.getSubcommands().values().forEach(CommandTree::addHelpOption);
        addHelpOption(tree);
        // One code in 64 begins with a dash.
        enrollments.getSubcommands().forEach((name, command) -> {
            if (!name.equals("list")) {
                command.setUnmatchedOptionsArePositionalParams(true);
            }
        });
        tree.registerConverter(Duration.class, CommandTree::span);
        tree.setExecutionExceptionHandler((failure, _, _) -> explained(failure, surroundings));
        return tree;
    }

    /** Everything below {@code noderax node}. */
    private static CommandLine nodeCommands(Surroundings surroundings) {
        return new CommandLine(new NodeCommand())
                .addSubcommand(new AddCommand(surroundings))
                .addSubcommand(new NodeLogsCommand(surroundings))
                .addSubcommand(new RootCommand(surroundings))
                .addSubcommand(new PackagesCommand(surroundings))
                .addSubcommand(new InstallCommand(surroundings))
                .addSubcommand(new RemoveCommand(surroundings));
    }

    /** Everything below {@code noderax updates}. */
    private static CommandLine updateCommands(Surroundings surroundings) {
        return new CommandLine(new UpdatesCommand(surroundings))
                .addSubcommand(new ReleasesCommand(surroundings))
                .addSubcommand(new RolloutsCommand(surroundings))
                .addSubcommand(new StartCommand(surroundings))
                .addSubcommand(new ResumeRolloutCommand(surroundings))
                .addSubcommand(new CancelRolloutCommand(surroundings))
                .addSubcommand(new RetryCommand(surroundings))
                .addSubcommand(new SkipCommand(surroundings));
    }

    private static void addHelpOption(CommandLine command) {
        if (command.getCommandSpec().findOption("--help") == null) {
            command.getCommandSpec().mixinStandardHelpOptions(true);
        }
    }

    private static Duration span(String text) {
        try {
            return SpanOfTime.parse(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static int explained(Exception failure, Surroundings surroundings) throws Exception {
        return switch (failure) {
            case CommandFailure known -> {
                surroundings.screen().say("noderax: " + known.sentence());
                yield known.exitCode();
            }
            case CallFailed call -> {
                surroundings.screen().say("noderax: " + call.sentence());
                yield 1;
            }
            default -> throw failure;
        };
    }
}
