package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** An install script that arrives only in part, as a broken connection leaves it in a pipe to a shell. */
class InstallScriptCutIT {
    private static final Path SCRIPT =
            Path.of("..", "server", "src", "main", "resources", "install.sh").toAbsolutePath();
    private static final int ANYWHERE = 150;

    @Test
    void aScriptThatIsNotWholeDoesNothing() throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed: " + seed);
        try (OpenFolder folder = OpenFolder.create()) {
            byte[] script = Files.readAllBytes(SCRIPT);
            Path called = folder.path().resolve("called");
            Path tools = watchedTools(folder, called);

            run(folder, tools, List.of(script.length));
            assertThat(called).as("the whole script").exists();
            Files.delete(called);

            run(folder, tools, List.copyOf(cuts(script, new Random(seed))));
            assertThat(called).doesNotExist();
        }
    }

    /** Each of the last characters, each end of a line, and some places between. */
    private static SortedSet<Integer> cuts(byte[] script, Random random) {
        TreeSet<Integer> cuts = new TreeSet<>();
        // Without the line's end the last line is whole.
        int whole = script.length - 1;
        for (int last = whole - 60; last < whole; last++) {
            cuts.add(last);
        }
        for (int at = 0; at < whole; at++) {
            if (script[at] == '\n') {
                cuts.add(at);
            }
        }
        random.ints(ANYWHERE, 1, whole).forEach(cuts::add);
        return cuts;
    }

    /** Every program that the script could find leaves its name. */
    private static Path watchedTools(OpenFolder folder, Path called) throws IOException {
        Path tools = folder.folder("tools");
        for (String name : List.of(
                "curl", "id", "uname", "mkdir", "mktemp", "rm", "useradd", "tar", "df", "awk", "sed", "cat", "tr",
                "cut")) {
            Path tool = tools.resolve(name);
            Files.writeString(tool, "#!/bin/sh\necho %s \"$@\" >>%s\nexit 1\n".formatted(name, called));
            Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return tools;
    }

    private static void run(OpenFolder folder, Path tools, List<Integer> cuts) {
        String each = """
                while read -r cut; do
                    head -c "$cut" '%s' | env -i PATH='%s' /bin/bash -s -- \
                        --api-url http://127.0.0.1:1 --bootstrap-token abcdefghij 2>/dev/null || true
                done <<'CUTS'
                %s
                CUTS
                """.formatted(
                        SCRIPT,
                        tools,
                        String.join("\n", cuts.stream().map(String::valueOf).toList()));
        Command ended = Command.start(folder.path(), List.of("/bin/bash", "-c", each), Map.of());
        assertThat(ended.await()).as(ended.err()).isZero();
    }
}
