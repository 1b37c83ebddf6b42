package io.noderax.agent.cli;

import io.noderax.agent.config.AgentConfig;
import io.noderax.agent.files.DurableFile;
import io.noderax.agent.holder.Holder;
import io.noderax.agent.journal.JournalSpace;
import io.noderax.agent.log.EventLog;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * {@code task-holder}: holds the agent's tasks outside the agent's unit, on the socket that the service manager hands over as standard
 * input; gone when it has had nothing to hold for a while. A signal ends the tasks first.
 */
final class TaskHolderCommand {
    /** Shorter than what the unit allows. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private final Map<String, String> environment;
    private final Path workingDirectory;
    private final Terminal terminal;
    private final Runnable endNow;

    TaskHolderCommand(Map<String, String> environment, Path workingDirectory, Terminal terminal, Runnable endNow) {
        this.environment = environment;
        this.workingDirectory = workingDirectory;
        this.terminal = terminal;
        this.endNow = endNow;
    }

    int run() {
        AgentConfig config = AgentConfig.load(environment, workingDirectory);
        EventLog events = new EventLog(terminal.err(), config.logLevel(), Clock.systemUTC());
        try {
            if (!(System.inheritedChannel() instanceof ServerSocketChannel socket)) {
                terminal.err()
                        .println("noderax-agent: task-holder is started by the service manager, with a listening socket"
                                + " as its standard input");
                return AgentCli.FAILED;
            }
            DurableFile.makeFolder(config.journalDir());
            Holder holder = Holder.inUnit(socket, new JournalSpace(config.journalDir(), config.journalQuota()), events);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(holder), "stop"));
            holder.run();
            return AgentCli.OK;
        } catch (IOException e) {
            terminal.err().println("noderax-agent: the holder of tasks failed: " + e.getMessage());
            return AgentCli.FAILED;
        }
    }

    private void stop(Holder holder) {
        holder.stop(LONGEST_STOP);
        terminal.err().flush();
        endNow.run();
    }
}
