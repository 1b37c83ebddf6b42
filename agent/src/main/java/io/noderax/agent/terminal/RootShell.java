package io.noderax.agent.terminal;

import io.noderax.agent.root.BrokerAddress;
import io.noderax.agent.root.BrokerRequest;
import io.noderax.agent.root.RootProcess;
import io.noderax.agent.root.RootRefused;
import io.noderax.linux.HandedTerminal;
import io.noderax.linux.ProcessFamily;
import io.noderax.linux.PtyMode;
import io.noderax.linux.SpawnFailed;
import io.noderax.linux.WindowSize;
import io.noderax.protocol.id.TerminalSessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Shells that the root broker starts, on a terminal of this process. */
final class RootShell {
    private RootShell() {}

    /** Those of the broker's that are on this machine, the best first. */
    static List<String> there() {
        return BrokerRequest.SHELLS.keySet().stream()
                .filter(shell -> Files.isExecutable(Path.of(shell)))
                .toList();
    }

    /**
     * Has one started.
     *
     * @throws SpawnFailed when there is no terminal to be had
     * @throws RootRefused when the broker does not want to, or is not there
     */
    static Shell start(BrokerAddress broker, TerminalSessionId id, String shell, PtyMode mode, WindowSize size)
            throws SpawnFailed, RootRefused {
        try (HandedTerminal terminal = HandedTerminal.open(size)) {
            RootProcess process = broker.start(new BrokerRequest.Terminal(id.value(), shell, mode), terminal.slave());
            terminal.handedOver();
            return shell(process, terminal, id);
        } catch (IOException e) {
            throw new RootRefused(RootRefused.NOT_STARTED, "the root broker could not be asked: " + e.getMessage());
        }
    }

    private static Shell shell(RootProcess process, HandedTerminal terminal, TerminalSessionId id)
            throws SpawnFailed, IOException {
        try {
            return new Shell(
                    terminal.pty(process.identity(), process.exitDescriptor(), process),
                    new ProcessFamily(process.identity(), ShellStart.MARK + "=" + id),
                    process);
        } catch (SpawnFailed | IOException e) {
            process.close();
            throw e;
        }
    }
}
