package io.noderax.agent.cli;

import io.noderax.agent.Agent;
import io.noderax.agent.config.AgentConfig;
import io.noderax.agent.identity.IdentityStore;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.AgentThread;
import io.noderax.agent.loops.Pace;
import io.noderax.agent.supervision.Supervisor;
import io.noderax.linux.DiskRoom;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/** {@code run}: the agent in the foreground until a signal ends it. */
final class RunCommand {
    /** Terminals and last words, after the time for results. */
    private static final Duration REST_OF_STOP = Duration.ofSeconds(30);

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
        AgentThread.start("libc", RunCommand::callLibc);

        AgentConfig config = AgentConfig.load(environment, workingDirectory);
        Clock clock = Clock.systemUTC();
        EventLog log = new EventLog(terminal.err(), config.logLevel(), clock);
        for (String key : config.unknownKeys()) {
            log.warn("unknown key in the config file, it has no effect", "key", key);
        }
        Supervisor supervisor =
                Supervisor.of(environment, ProcessHandle.current().pid(), log);
        if (supervisor.isThere() && IdentityStore.of(config).load() == null) {
            terminal.err().println("noderax-agent: this machine is not enrolled; run `noderax-agent install`");
            return AgentCli.NOT_CONFIGURED;
        }
        Agent agent = Agent.start(
                config, new Agent.Surroundings(environment, Path.of("/"), clock, new Random(), Pace.NORMAL, log));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(agent, supervisor, config), "stop"));
        agent.watchedBy(supervisor);
        agent.awaitClosed();
        return AgentCli.OK;
    }

    private void stop(Agent agent, Supervisor supervisor, AgentConfig config) {
        supervisor.stopping(config.shutdownTimeout().plus(REST_OF_STOP));
        agent.close();
        terminal.err().flush();
        endNow.run();
    }

    /** The first call takes longer than all else of a start: it is made beside that. */
    private static void callLibc() {
        DiskRoom.at(Path.of("/"));
    }
}
