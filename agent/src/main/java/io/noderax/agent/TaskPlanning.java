package io.noderax.agent;

import io.noderax.agent.config.AgentConfig;
import io.noderax.agent.logscan.JournalProgram;
import io.noderax.agent.logscan.LogScanTasks;
import io.noderax.agent.logscan.LogSource;
import io.noderax.agent.logscan.NodeLogs;
import io.noderax.agent.packages.PackageMachine;
import io.noderax.agent.packages.PackageTasks;
import io.noderax.agent.policy.NodePolicy;
import io.noderax.agent.root.BrokerAddress;
import io.noderax.agent.rootaccess.RootAccess;
import io.noderax.agent.tasks.CommandPlanner;
import io.noderax.agent.tasks.ShellTasks;
import io.noderax.agent.tasks.TaskEnvironment;
import io.noderax.agent.tasks.TaskKind;
import io.noderax.agent.update.UpdateTasks;
import io.noderax.agent.update.UpdaterAddress;
import io.noderax.linux.OwnUser;
import io.noderax.linux.ProcessTable;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** All kinds of tasks that the agent runs, and what stands before them: the node's policy and its root access. */
final class TaskPlanning {
    private TaskPlanning() {}

    static CommandPlanner planner(
            AgentConfig config, Agent.Surroundings around, RootAccess rootAccess, NodePolicy policy) {
        String home = System.getProperty("user.home", "/");
        Map<String, String> environment = around.environment();
        ProcessTable processes = new ProcessTable(around.root().resolve("proc"));
        Map<String, TaskKind> kinds = new HashMap<>();
        kinds.put("shell.exec", new ShellTasks(environment, home, config.taskTimeout()));
        PackageMachine machine = new PackageMachine(around.root(), processes, environment, home);
        kinds.putAll(PackageTasks.kinds(machine, new TaskEnvironment(environment, home), config.taskTimeout()));
        LogSource logs = new NodeLogs(
                around.root(),
                around.clock(),
                ZoneId::systemDefault,
                new JournalProgram("journalctl", environment, processes));
        LogScanTasks.Root root = OwnUser.isRoot()
                ? LogScanTasks.Root.own(logs, rootAccess::refusal)
                : LogScanTasks.Root.brokered(new BrokerAddress(config.rootBrokerSocket()), rootAccess::refusal);
        kinds.put("log.scan", new LogScanTasks(logs, root));
        kinds.put(UpdateTasks.TYPE, new UpdateTasks(new UpdaterAddress(config.updaterSocket())));
        return new CommandPlanner(kinds, rootAccess::refusal, policy, config.taskLimits());
    }
}
