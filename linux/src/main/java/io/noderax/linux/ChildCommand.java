package io.noderax.linux;

import java.util.List;
import java.util.Map;

/**
 * What to start.
 *
 * @param argv program and arguments; a program without a slash is looked for in the PATH of this process
 * @param environment the whole environment of the child
 * @param workingDirectory an absolute path; text, because a path that this JVM's locale cannot spell is still a path
 */
public record ChildCommand(List<String> argv, Map<String, String> environment, String workingDirectory) {
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

    private static void refuseNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a NUL character cannot be passed to a process");
        }
    }
}
