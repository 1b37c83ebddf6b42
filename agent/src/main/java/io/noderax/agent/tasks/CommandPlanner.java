package io.noderax.agent.tasks;

import io.noderax.agent.controlplane.Offer.ClaimedTask;
import io.noderax.agent.rootaccess.RootAccess;
import io.noderax.linux.ChildCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Turns a task's payload into argv, environment, directory and timeout, or into the reason why it cannot run. */
public final class CommandPlanner {
    /** The task types that this agent can run. */
    public static final List<String> CAPABILITIES = List.of("shell.exec");

    private final TaskEnvironment environment;
    private final Duration standardTimeout;

    public CommandPlanner(Map<String, String> agentEnvironment, String home, Duration standardTimeout) {
        this.environment = new TaskEnvironment(agentEnvironment, home);
        this.standardTimeout = standardTimeout;
    }

    Plan plan(ClaimedTask task) {
        if (!CAPABILITIES.contains(task.type())) {
            return new Plan.Refused("unsupported task type: " + LogText.cut(task.type(), 200));
        }
        try {
            return plan(task, ShellCommand.parse(task.payload(), task.timeoutSeconds()));
        } catch (ShellCommand.Broken e) {
            return new Plan.Refused(String.valueOf(e.getMessage()));
        }
    }

    private Plan plan(ClaimedTask task, ShellCommand shell) {
        if (shell.runAsRoot()) {
            return new Plan.Refused("the task wants to run as root, but " + RootAccess.NOT_APPLIED);
        }
        String named = shell.workingDirectory();
        ChildCommand command = new ChildCommand(
                List.of(shell.shell(), "-lc", shell.command()),
                environment.of(task.id(), task.attempt(), shell.environment()),
                named == null || named.isEmpty() ? standardDirectory() : named);
        Duration timeout = shell.timeout();
        return new Plan.Run(command, timeout == null ? standardTimeout : timeout);
    }

    private String standardDirectory() {
        String home = environment.home();
        return Files.isDirectory(Path.of(home)) ? home : "/";
    }
}
