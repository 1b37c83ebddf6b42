package io.noderax.agent.packages;

import io.noderax.agent.config.InheritedEnvironment;
import io.noderax.linux.ProcessTable;
import io.noderax.linux.Spawner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The machine whose packages these are: which package system it has, and how it is asked. */
public final class PackageMachine {
    /** Messages in the one language that can be read here, with all characters. */
    static final Map<String, String> PLAIN_WORDS = Map.of("LC_ALL", "C.UTF-8", "LANGUAGE", "");

    private static final List<String> ROOTS_FOLDERS = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

    private final Path root;
    private final ProcessTable processes;
    private final Map<String, String> environment;
    private final PackageSystems systems;

    /** @param root {@code /}, or a folder of that shape */
    public PackageMachine(Path root, ProcessTable processes, Map<String, String> agentEnvironment, String home) {
        this.root = root;
        this.processes = processes;
        this.environment = new HashMap<>(InheritedEnvironment.of(agentEnvironment, home));
        environment.putAll(PLAIN_WORDS);
        environment.put("COLUMNS", "100000");
        environment.put("TERM", "dumb");
        List<String> path = new ArrayList<>(
                List.of(environment.getOrDefault("PATH", "/usr/bin").split(":", -1)));
        path.addAll(ROOTS_FOLDERS);
        this.systems = new PackageSystems(root, path);
    }

    /** Null when it has none that is known here; looked up anew each time, which costs a few looks at files. */
    @Nullable
    PackageSystem system() {
        return systems.detect();
    }

    Path root() {
        return root;
    }

    ProcessTable processes() {
        return processes;
    }

    boolean hasProgram(String name) {
        return systems.hasProgram(name);
    }

    QueryRun run() {
        return new QueryRun(new Spawner(processes), environment);
    }
}
