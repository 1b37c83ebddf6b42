package io.noderax.agent.cli;

import io.noderax.agent.Agent;
import io.noderax.agent.config.AgentConfig;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.Pace;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Random;

/** {@code run}: the agent in the foreground until a signal ends it. */
final class RunCommand {
    private final Map<String, String> environment;
    private final Path workingDirectory;
    private final Terminal terminal;
    private final Runnable endNow;

    RunCommand(Map<String, String> environment, Path workingDirectory, Terminal terminal, Runnable endNow) {
        this.environment = environment;
        this.workingDirectory = workingDirectory;
        this.terminal = terminal;
        this.endNow = endNow;
    }

    int run() {
        AgentConfig config = AgentConfig.load(environment, workingDirectory);
        Clock clock = Clock.systemUTC();
        EventLog log = new EventLog(terminal.err(), config.logLevel(), clock);
        for (String key : config.unknownKeys()) {
            log.warn("unknown key in the config file, it has no effect", "key", key);
        }
        Agent agent = Agent.start(
                config, new Agent.Surroundings(environment, Path.of("/"), clock, new Random(), Pace.NORMAL, log));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(agent), "stop"));
        agent.awaitClosed();
        return AgentCli.OK;
    }

    private void stop(Agent agent) {
        agent.close();
        terminal.err().flush();
        endNow.run();
    }
}
