package io.noderax.agent.rootbroker;

import io.noderax.agent.holder.LaunchOrder;
import io.noderax.agent.operations.OperationalCommand;
import io.noderax.agent.operations.OperationalCommands;
import io.noderax.agent.root.BrokerRequest;
import io.noderax.agent.terminal.ShellStart;
import io.noderax.linux.ChildCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is started for a request, and the mark that all its processes carry.
 *
 * @param mark an environment entry, {@code NAME=value}
 */
record RootCommand(ChildCommand command, String mark) {
    private static final String HOME = "/root";
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    static RootCommand of(BrokerRequest.Run run) {
        Map<String, String> environment = new HashMap<>(Map.of("PATH", PATH, "HOME", HOME));
        environment.putAll(run.environment());
        return marked(
                List.of(run.shell(), "-lc", run.command()),
                environment,
                run.directory(),
                LaunchOrder.MARK,
                run.attempt().toString());
    }

    static RootCommand of(BrokerRequest.Operate operate, OperationalCommands commands) {
        OperationalCommand operation = commands.of(operate.operation());
        Map<String, String> environment = base();
        environment.putAll(operation.environment());
        return marked(
                operation.argv(),
                environment,
                "/",
                LaunchOrder.MARK,
                operate.attempt().toString());
    }

    static RootCommand of(BrokerRequest.Terminal terminal) {
        Map<String, String> environment = base();
        environment.put("TERM", "xterm-256color");
        environment.put("SHELL", terminal.shell());
        return marked(
                List.of(terminal.shell(), "-i"),
                environment,
                Files.isDirectory(Path.of(HOME)) ? HOME : "/",
                ShellStart.MARK,
                terminal.session().toString());
    }

    private static RootCommand marked(
            List<String> argv, Map<String, String> environment, String directory, String name, String value) {
        return new RootCommand(new ChildCommand(argv, environment, directory).marked(name, value), name + "=" + value);
    }

    private static Map<String, String> base() {
        return new HashMap<>(Map.of(
                "PATH", PATH, "HOME", HOME, "USER", "root", "LOGNAME", "root", "LANG", "C.UTF-8", "PAGER", "cat"));
    }
}
