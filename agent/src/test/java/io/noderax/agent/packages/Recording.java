package io.noderax.agent.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a real tool printed for a command, as {@code package-tools/record.sh} writes it down.
 *
 * @param lines in the agent's form: standard error is marked
 */
record Recording(String name, List<String> argv, List<String> lines, int exit) {
    private static final String ERROR = "[stderr] ";

    /** All of one tool, by the name of its folder. */
    static List<Recording> of(String tool) throws IOException {
        try (Stream<Path> files =
                Files.list(Fixture.folder().resolve("recorded").resolve(tool))) {
            return files.sorted().map(Recording::read).toList();
        }
    }

    private static Recording read(Path file) {
        String tool = String.valueOf(file.getParent().getFileName());
        String name = file.getFileName().toString();
        List<String> lines = Fixture.lines("recorded/" + tool + "/" + name);
        return new Recording(
                name.substring(0, name.lastIndexOf('.')),
                List.of(lines.getFirst().substring("$ ".length()).split(" ", -1)),
                lines.subList(1, lines.size() - 1),
                Integer.parseInt(lines.getLast().substring("exit ".length())));
    }

    /** What a question reads of it. */
    List<String> output() {
        return lines.stream().filter(line -> !line.startsWith(ERROR)).toList();
    }

    /** Why it failed, as a word and what it is about. */
    String cause(PackageSystem system) {
        return cause(system, exit, lines);
    }

    /** The same while it has printed no more than that line, and has not ended. */
    String causeAt(PackageSystem system, String line) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(line)) {
                return cause(system, null, lines.subList(0, i + 1));
            }
        }
        return "never printed: " + line;
    }

    private static String cause(PackageSystem system, @Nullable Integer exit, List<String> lines) {
        Diagnosis diagnosis = Diagnosis.of(system, exit, String.join("\n", lines));
        return diagnosis == null
                ? "nothing"
                : (diagnosis.cause().code() + " " + String.join(", ", diagnosis.subjects())).strip();
    }
}
