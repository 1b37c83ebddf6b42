package io.noderax.agent.cli;

import io.noderax.agent.log.EventLog;
import io.noderax.agent.log.Level;
import io.noderax.agent.logscan.JournalProgram;
import io.noderax.agent.logscan.LogSource;
import io.noderax.agent.logscan.NodeLogs;
import io.noderax.agent.logscan.ScanRequest;
import io.noderax.agent.loops.StopSignal;
import io.noderax.agent.operations.OperationalCommands;
import io.noderax.agent.operations.StandardOperations;
import io.noderax.agent.packages.PackageMachine;
import io.noderax.agent.packages.PackageOperations;
import io.noderax.agent.root.RootRefused;
import io.noderax.agent.rootbroker.RootBroker;
import io.noderax.agent.rootbroker.RootWork;
import io.noderax.agent.tasks.ReadOnlyWork;
import io.noderax.linux.OwnUser;
import io.noderax.linux.ProcessTable;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code root-broker}: in the foreground, as root, until a signal ends it; or on a service manager's socket, until it is idle. */
final class RootBrokerCommand {
    private static final Duration IDLE = Duration.ofSeconds(60);

    private final Map<String, String> environment;
    private final Terminal terminal;
    private final Runnable endNow;

    RootBrokerCommand(Map<String, String> environment, Terminal terminal, Runnable endNow) {
        this.environment = environment;
        this.terminal = terminal;
        this.endNow = endNow;
    }

    int run(RootBrokerOptions options) {
        if (!OwnUser.isRoot()) {
            terminal.err().println("noderax-agent: root-broker has to be started as root");
            return AgentCli.FAILED;
        }
        Clock clock = Clock.systemUTC();
        EventLog log = new EventLog(terminal.err(), Level.INFO, clock);
        boolean handedOver = HandedSocket.isThere(environment);
        RootBroker.Settings settings = new RootBroker.Settings(
                handedOver ? null : socket(options.socket()), options.user(), options.folder(), options.highest());
        try (RootBroker broker = RootBroker.open(settings, handedOver ? IDLE : null, work(clock), clock, log)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(broker), "stop"));
            broker.run();
            return AgentCli.OK;
        } catch (IOException e) {
            terminal.err().println("noderax-agent: the root broker cannot start: " + e.getMessage());
            return AgentCli.FAILED;
        }
    }

    private RootWork work(Clock clock) {
        ProcessTable processes = new ProcessTable(Path.of("/proc"));
        OperationalCommands packages =
                new PackageOperations(new PackageMachine(Path.of("/"), processes, environment, "/root"));
        OperationalCommands others = new StandardOperations();
        LogSource logs = new NodeLogs(
                Path.of("/"), clock, ZoneId::systemDefault, new JournalProgram("journalctl", environment, processes));
        return new RootWork(
                request -> (PackageOperations.isMeant(request) ? packages : others).of(request),
                request -> read(logs, request));
    }

    private static JsonObject read(LogSource logs, JsonObject request) throws RootRefused, IOException {
        try {
            return logs.scan(ScanRequest.read(request, Fields.Unknown.REFUSED), new StopSignal())
                    .toJson();
        } catch (ReadOnlyWork.Failed e) {
            throw new RootRefused(e.code(), String.valueOf(e.getMessage()));
        }
    }

    private static Path socket(@Nullable Path named) {
        return named == null ? RootBrokerOptions.standardSocket() : named;
    }

    private void stop(RootBroker broker) {
        broker.close();
        terminal.err().flush();
        endNow.run();
    }
}
