package io.noderax.agent.cli;

import io.noderax.agent.config.AgentConfig;
import io.noderax.agent.config.ConfigKey;
import io.noderax.agent.identity.IdentityStore;
import io.noderax.agent.identity.StateLock;
import io.noderax.agent.journal.Backlog;
import io.noderax.agent.service.HostTools;
import io.noderax.agent.service.UnitState;
import io.noderax.agent.status.IdentityPart;
import io.noderax.agent.status.JournalPart;
import io.noderax.agent.status.Problem;
import io.noderax.agent.status.RunningAgent;
import io.noderax.agent.status.StatusReport;
import io.noderax.agent.status.StatusWords;
import io.noderax.agent.words.AgentCommand;
import io.noderax.protocol.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code status}: asks the agent that runs, or reads what lies on the disk; what is wrong, in words and as the exit code. */
final class StatusCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, String> environment;
    private final Path workingDirectory;
    private final Terminal terminal;

    StatusCommand(Map<String, String> environment, Path workingDirectory, Terminal terminal) {
        this.environment = environment;
        this.workingDirectory = workingDirectory;
        this.terminal = terminal;
    }

    int run(boolean json) {
        JsonObject report = withService(report(AgentConfig.load(environment, workingDirectory)));
        terminal.out().print(json ? report + "\n" : StatusWords.of(report));
        terminal.out().flush();
        return switch (String.valueOf(report.text("state"))) {
            case StatusReport.HEALTHY -> AgentCli.OK;
            case StatusReport.NOT_RUNNING -> AgentCli.NOT_RUNNING;
            default -> AgentCli.FAILED;
        };
    }

    /** What the agent says of itself, or what the disk says of it. */
    static JsonObject report(AgentConfig config) {
        Path stateFile = config.stateFile();
        return switch (RunningAgent.ask(stateFile, PATIENCE)) {
            case RunningAgent.Reply.Told(JsonObject told) -> told;
            case RunningAgent.Reply.Silent(String sentence) -> onDisk(config).ofSilent(silent(sentence));
            case RunningAgent.Reply.Nobody _
            when StateLock.isHeld(stateFile) -> onDisk(config).ofSilent(silent("it does not listen at its socket"));
            case RunningAgent.Reply.Nobody _ ->
                onDisk(config)
                        .ofStopped(new Problem(
                                "not-running",
                                "no agent runs with the state file " + stateFile,
                                "start it: `" + AgentCommand.NAME + " run`"));
        };
    }

    /** How the service manager sees it, where the agent is a service; why it does not run stands above that it does not. */
    private static JsonObject withService(JsonObject report) {
        UnitState unit = UnitState.of(HostTools.ofThisMachine());
        if (unit == null) {
            return report;
        }
        JsonObject.Builder whole = report.toBuilder();
        whole.put("service", unit.toJson());
        Problem problem = unit.problem();
        if (problem != null) {
            List<Object> problems = new ArrayList<>();
            problems.add(problem.toJson());
            problems.addAll(report.list("problems"));
            whole.put("problems", problems);
        }
        return whole.build();
    }

    private static Problem silent(String sentence) {
        return new Problem(
                "no-status",
                "an agent runs, but tells nothing: " + sentence,
                "look at its log; one that hangs has to be started again");
    }

    /** What can be said without an agent. */
    private static StatusReport onDisk(AgentConfig config) {
        IdentityStore identities = IdentityStore.of(config);
        Path journal = config.journalDir();
        return new StatusReport(List.of(
                (into, _) -> into.put("server", JsonObject.of("address", config.text(ConfigKey.API_URL))),
                new IdentityPart(identities::load, identities.file()),
                new JournalPart(journal, () -> Backlog.read(journal, config.journalQuota()))));
    }
}
