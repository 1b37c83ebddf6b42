package io.noderax.linux;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to start.
 *
 * @param argv program and arguments; a program without a slash is looked for in the PATH of this process
 * @param environment the whole environment of the child
 * @param workingDirectory an absolute path; text, because a path that this JVM's locale cannot spell is still a path
 * @param mark the entry of the environment by which its {@link ProcessFamily} is found; null for none
 */
public record ChildCommand(
        List<String> argv,
        Map<String, String> environment,
        String workingDirectory,
        @Nullable String mark) {
    /** One whose family nobody looks for. */
    public ChildCommand(List<String> argv, Map<String, String> environment, String workingDirectory) {
        this(argv, environment, workingDirectory, null);
    }

    public ChildCommand {
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("argv is empty");
        }
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        argv.forEach(ChildCommand::refuseNul);
        environment.forEach((name, value) -> {
            refuseNul(name);
            refuseNul(value);
        });
        refuseNul(workingDirectory);
    }

    /** The same with that variable, which marks whoever descends from it. */
    public ChildCommand marked(String name, String value) {
        Map<String, String> marked = new HashMap<>(environment);
        marked.put(name, value);
        return new ChildCommand(argv, marked, workingDirectory, name + '=' + value);
    }

    private static void refuseNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a NUL character cannot be passed to a process");
        }
    }
}
