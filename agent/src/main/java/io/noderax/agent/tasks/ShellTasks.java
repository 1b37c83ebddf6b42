package io.noderax.agent.tasks;

import io.noderax.agent.controlplane.Offer.ClaimedTask;
import io.noderax.agent.rootaccess.RootAccess;
import io.noderax.linux.ChildCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code shell.exec}: a command line that a shell runs. */
public final class ShellTasks implements TaskKind {
    private final TaskEnvironment environment;
    private final Duration standardTimeout;

    public ShellTasks(Map<String, String> agentEnvironment, String home, Duration standardTimeout) {
        this.environment = new TaskEnvironment(agentEnvironment, home);
        this.standardTimeout = standardTimeout;
    }

    @Override
    public Plan plan(ClaimedTask task) throws BrokenPayload {
        ShellCommand shell = ShellCommand.parse(task.payload(), task.timeoutSeconds());
        if (shell.runAsRoot()) {
            return Plan.Refused.because("the task wants to run as root, but " + RootAccess.NOT_APPLIED);
        }
        String named = shell.workingDirectory();
        ChildCommand command = new ChildCommand(
                List.of(shell.shell(), "-lc", shell.command()),
                environment.of(task.id(), task.attempt(), shell.environment()),
                named == null || named.isEmpty() ? standardDirectory() : named);
        Duration timeout = shell.timeout();
        return new Plan.Run(command, timeout == null ? standardTimeout : timeout, Privilege.AGENT);
    }

    private String standardDirectory() {
        String home = environment.home();
        return Files.isDirectory(Path.of(home)) ? home : "/";
    }
}
