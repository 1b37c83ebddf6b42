package io.noderax.agent.updater;

import io.noderax.agent.log.EventLog;
import java.time.Duration;
import java.util.List;

/** Restarts the agent by commands, each tried after the other; the last one counts. */
final class CommandSupervisor implements Supervisor {
    /** A unit that has failed too often is not started any more until its count is reset. */
    static final List<List<String>> SYSTEMD = List.of(
            List.of("systemctl", "reset-failed", "noderax-agent.service"),
            List.of("systemctl", "restart", "--no-block", "noderax-agent.service"));

    private static final Duration WITHIN = Duration.ofSeconds(30);

    private final List<List<String>> commands;
    private final EventLog log;

    CommandSupervisor(List<List<String>> commands, EventLog log) {
        this.commands = commands;
        this.log = log;
    }

    @Override
    public void restartAgent() throws UpdateFailed {
        Program.Ended ended = new Program.Ended(0, "");
        for (List<String> command : commands) {
            ended = Program.run(command, WITHIN);
            log.debug("supervisor asked", "command", String.join(" ", command), "code", ended.code());
        }
        if (ended.code() != 0) {
            throw new UpdateFailed("the agent cannot be restarted: `" + String.join(" ", commands.getLast())
                    + "` ended with code " + ended.code() + ": " + ended.output());
        }
    }
}
