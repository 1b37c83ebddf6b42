package io.noderax.agent.cli;

import io.noderax.agent.logscan.JournalProgram;
import io.noderax.agent.logscan.LogSource;
import io.noderax.agent.logscan.NodeLogs;
import io.noderax.agent.logscan.ScanRequest;
import io.noderax.agent.loops.StopSignal;
import io.noderax.agent.tasks.ReadOnlyWork;
import io.noderax.linux.ProcessTable;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;

/** {@code log-scan}: one scan with the rights of whoever types it, as JSON on standard output. */
final class LogScanCommand {
    /** A request has some dozens of members; a file that is longer is not one. */
    private static final int LONGEST_REQUEST = 64 * 1024;

    private final LogSource logs;
    private final Path workingDirectory;
    private final Terminal terminal;

    LogScanCommand(LogSource logs, Path workingDirectory, Terminal terminal) {
        this.logs = logs;
        this.workingDirectory = workingDirectory;
        this.terminal = terminal;
    }

    static LogScanCommand ofThisMachine(Map<String, String> environment, Path workingDirectory, Terminal terminal) {
        JournalProgram journal = new JournalProgram("journalctl", environment, new ProcessTable(Path.of("/proc")));
        LogSource logs = new NodeLogs(Path.of("/"), Clock.systemUTC(), ZoneId::systemDefault, journal);
        return new LogScanCommand(logs, workingDirectory, terminal);
    }

    /** @param file a path, or {@code -} for standard input */
    int run(String file) {
        try {
            ScanRequest request = ScanRequest.read(Json.parseObject(content(file)), Fields.Unknown.REFUSED);
            terminal.out().println(logs.scan(request, new StopSignal()).toJson());
            terminal.out().flush();
            return AgentCli.OK;
        } catch (JsonException | InvalidFields e) {
            return say("the request in " + file + " is broken: " + e.getMessage(), AgentCli.USAGE);
        } catch (ReadOnlyWork.Failed e) {
            return say(e.code() + ": " + e.getMessage(), AgentCli.FAILED);
        } catch (IOException e) {
            return say("cannot read: " + e.getMessage(), AgentCli.FAILED);
        }
    }

    private byte[] content(String file) throws IOException {
        if (file.equals("-")) {
            return bounded(terminal.in().readNBytes(LONGEST_REQUEST + 1));
        }
        try (var in = Files.newInputStream(workingDirectory.resolve(file))) {
            return bounded(in.readNBytes(LONGEST_REQUEST + 1));
        }
    }

    private static byte[] bounded(byte[] content) {
        if (content.length > LONGEST_REQUEST) {
            throw new JsonException("it must be at most " + LONGEST_REQUEST + " bytes");
        }
        return content;
    }

    private int say(String sentence, int code) {
        terminal.err().println("noderax-agent: " + sentence);
        return code;
    }
}
