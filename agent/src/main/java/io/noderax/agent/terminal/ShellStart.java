package io.noderax.agent.terminal;

import io.noderax.agent.config.InheritedEnvironment;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.root.BrokerAddress;
import io.noderax.agent.root.RootRefused;
import io.noderax.linux.ChildCommand;
import io.noderax.linux.ControlGroup;
import io.noderax.linux.ProcessFamily;
import io.noderax.linux.Pty;
import io.noderax.linux.PtyMode;
import io.noderax.linux.SpawnFailed;
import io.noderax.linux.WindowSize;
import io.noderax.protocol.id.TerminalSessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Starts a session's shell: the first one that starts, with as much of a terminal as can be had. */
public final class ShellStart {
    /** The environment variable that everything that comes of a shell carries. */
    public static final String MARK = "NODERAX_TERMINAL_ID";

    private static final List<String> SHELLS = List.of("/bin/bash", "/bin/zsh", "/bin/sh");

    private final Launcher launcher;
    private final @Nullable BrokerAddress broker;
    private final Map<String, String> environment;
    private final EventLog log;

    /** Starts a child on a terminal, as {@link io.noderax.linux.Spawner} does. */
    public interface Launcher {
        /** @param name that no other shell has */
        Launched start(String name, ChildCommand command, PtyMode mode, WindowSize size) throws SpawnFailed;
    }

    /**
     * A child on its terminal.
     *
     * @param group its control group; null when it has none of its own
     */
    public record Launched(Pty pty, @Nullable ControlGroup group) {}

    /** No shell could be started; the message says why the last one could not. */
    static final class NoShell extends Exception {
        NoShell(String message, @Nullable Exception cause) {
            super(message, cause);
        }
    }

    /**
     * Shells of an agent.
     *
     * @param broker who starts shells as root; null when the agent is root itself
     * @param agentEnvironment of which the shell sees what is not the agent's own
     */
    public ShellStart(
            Launcher launcher,
            @Nullable BrokerAddress broker,
            Map<String, String> agentEnvironment,
            String home,
            EventLog log) {
        this.launcher = launcher;
        this.broker = broker;
        this.environment = InheritedEnvironment.of(agentEnvironment, home);
        this.log = log;
        environment.put("TERM", "xterm-256color");
        environment.put("PAGER", "cat");
        environment.putIfAbsent("LANG", "C.UTF-8");
        environment.remove("COLUMNS");
        environment.remove("LINES");
    }

    Shell start(TerminalSessionId id, WindowSize size, boolean asRoot) throws NoShell {
        BrokerAddress starter = asRoot ? broker : null;
        Exception last = null;
        for (String shell : starter == null ? shells() : RootShell.there()) {
            for (PtyMode mode : PtyMode.values()) {
                try {
                    Shell started = starter == null
                            ? start(id, shell, mode, size)
                            : RootShell.start(starter, id, shell, mode, size);
                    tell(id, shell, mode);
                    return started;
                } catch (RootRefused e) {
                    throw new NoShell(e.reason(), e);
                } catch (SpawnFailed e) {
                    log.warn("terminal shell did not start", "sessionId", id, "shell", shell, "mode", mode, "error", e);
                    last = e;
                }
            }
        }
        throw new NoShell("no shell could be started: " + (last == null ? "there is none" : last.getMessage()), last);
    }

    private Shell start(TerminalSessionId id, String shell, PtyMode mode, WindowSize size) throws SpawnFailed {
        Map<String, String> own = new HashMap<>(environment);
        own.put("SHELL", shell);
        ChildCommand command = new ChildCommand(List.of(shell, "-i"), own, home()).marked(MARK, id.toString());
        Launched launched = launcher.start(id.toString(), command, mode, size);
        Pty pty = launched.pty();
        return new Shell(pty, new ProcessFamily(pty.identity(), MARK + "=" + id, launched.group()), null);
    }

    private void tell(TerminalSessionId id, String shell, PtyMode mode) {
        if (mode == PtyMode.PTY_CTTY) {
            log.info("terminal opened", "sessionId", id, "shell", shell, "mode", mode);
        } else {
            log.warn("terminal opened with reduced job control", "sessionId", id, "shell", shell, "mode", mode);
        }
    }

    /** Those that are there; the user's own first, unless it is one that lets nobody in. */
    private Set<String> shells() {
        Set<String> shells = new LinkedHashSet<>();
        String own = environment.get("SHELL");
        if (own != null && !own.endsWith("/nologin") && !own.endsWith("/false")) {
            shells.add(own);
        }
        shells.addAll(SHELLS);
        shells.removeIf(shell -> !shell.startsWith("/") || !Files.isExecutable(Path.of(shell)));
        return shells;
    }

    private String home() {
        String home = environment.getOrDefault("HOME", "/");
        return Files.isDirectory(Path.of(home)) && Files.isExecutable(Path.of(home)) ? home : "/";
    }
}
