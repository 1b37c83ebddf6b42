package io.noderax.agent.tasks;

import io.noderax.agent.controlplane.Offer.ClaimedTask;
import io.noderax.agent.operations.NodeOperation;
import io.noderax.linux.ChildCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code shell.exec}: a command line that a shell runs; as root also one of a few operations, which no shell sees. */
public final class ShellTasks implements TaskKind {
    private static final String HOME_OF_ROOT = "/root";

    private final TaskEnvironment environment;
    private final TaskEnvironment rootEnvironment;
    private final Duration standardTimeout;

    public ShellTasks(Map<String, String> agentEnvironment, String home, Duration standardTimeout) {
        this.environment = new TaskEnvironment(agentEnvironment, home);
        this.rootEnvironment = new TaskEnvironment(ofRoot(agentEnvironment), HOME_OF_ROOT);
        this.standardTimeout = standardTimeout;
    }

    @Override
    public Plan plan(ClaimedTask task) throws BrokenPayload {
        ShellCommand shell = ShellCommand.parse(task.payload(), task.timeoutSeconds());
        Duration timeout = shell.timeout();
        Duration longest = timeout == null ? standardTimeout : timeout;
        return switch (shell.privilege()) {
            case AGENT -> new Plan.Run(command(task, shell, environment), longest, Privilege.AGENT);
            case ROOT_TASK -> new Plan.Run(command(task, shell, rootEnvironment), longest, Privilege.ROOT_TASK);
            case ROOT_OPERATIONAL -> operational(task, shell, longest);
        };
    }

    private static ChildCommand command(ClaimedTask task, ShellCommand shell, TaskEnvironment environment) {
        return new ChildCommand(
                List.of(shell.shell(), "-lc", shell.command()),
                environment.of(task.id(), task.attempt(), shell.environment()),
                directory(shell.workingDirectory(), environment));
    }

    /** The payload's environment, shell and directory have no say in what is no command of the operator's. */
    private Plan operational(ClaimedTask task, ShellCommand shell, Duration timeout) throws BrokenPayload {
        NodeOperation operation = NodeOperation.ofCommand(shell.command());
        if (operation == null) {
            throw new BrokenPayload("command must be one of reboot, systemctl restart noderax-agent and apt-get update"
                    + " when rootScope is operational (got " + LogText.cut(shell.command(), 100) + ")");
        }
        ChildCommand command = new ChildCommand(
                operation.command().argv(),
                rootEnvironment.of(
                        task.id(), task.attempt(), operation.command().environment()),
                "/");
        return new Plan.Run(command, timeout, Privilege.ROOT_OPERATIONAL, operation.request());
    }

    private static String directory(@Nullable String named, TaskEnvironment environment) {
        if (named != null && !named.isEmpty()) {
            return named;
        }
        return Files.isDirectory(Path.of(environment.home())) ? environment.home() : "/";
    }

    private static Map<String, String> ofRoot(Map<String, String> agentEnvironment) {
        Map<String, String> own = new HashMap<>(agentEnvironment);
        own.put("HOME", HOME_OF_ROOT);
        own.put("USER", "root");
        own.put("LOGNAME", "root");
        own.remove("SHELL");
        own.remove("MAIL");
        return own;
    }
}
