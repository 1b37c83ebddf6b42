package io.noderax.linux;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A child for a test: its mark, its output as text, its end. */
final class RunningChild implements AutoCloseable {
    static final ProcessTable PROCESSES = new ProcessTable(Path.of("/proc"));

    private static final String NAME = "NODERAX_TEST_MARK";

    private final String mark = NAME + "=" + UUID.randomUUID();
    private final Child child;

    private RunningChild(
            @Nullable ControlGroup group, List<String> argv, Map<String, String> environment, String directory)
            throws SpawnFailed {
        Map<String, String> marked = new HashMap<>(environment);
        marked.putIfAbsent("PATH", "/usr/bin:/bin");
        this.child = new Spawner(PROCESSES, group)
                .spawn(new ChildCommand(argv, marked, directory).marked(NAME, mark.substring(NAME.length() + 1)));
    }

    static RunningChild shell(String command) throws SpawnFailed {
        return start(List.of("/bin/sh", "-c", command), Map.of(), "/");
    }

    static RunningChild start(List<String> argv, Map<String, String> environment, String directory) throws SpawnFailed {
        return new RunningChild(null, argv, environment, directory);
    }

    static RunningChild start(ControlGroup group, List<String> argv) throws SpawnFailed {
        return new RunningChild(group, argv, Map.of(), "/");
    }

    static RunningChild shell(ControlGroup group, String command) throws SpawnFailed {
        return start(group, List.of("/bin/sh", "-c", command));
    }

    Child child() {
        return child;
    }

    ProcessFamily family() {
        return new ProcessFamily(child.identity(), mark);
    }

    ProcessFamily strays() {
        return new ProcessFamily(null, mark);
    }

    /** Everything that it writes to both pipes, read to the end. */
    String outputToEnd() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ChildOutput.Chunk chunk = child.output().read(Duration.ofSeconds(20));
        while (chunk.read() != ChildOutput.Read.ENDED) {
            all.writeBytes(bytes(chunk));
            chunk = child.output().read(Duration.ofSeconds(20));
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /** Reads until the text has been written. */
    void awaitOutput(String text) {
        StringBuilder all = new StringBuilder();
        while (all.indexOf(text) < 0) {
            ChildOutput.Chunk chunk = child.output().read(Duration.ofSeconds(20));
            if (!chunk.bytes().hasRemaining()) {
                throw new AssertionError("no " + text + " but " + chunk.read() + " after: " + all);
            }
            all.append(new String(bytes(chunk), StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        new TerminationLoop(PROCESSES).end(family(), Duration.ZERO);
        child.output().close();
    }

    static byte[] bytes(ChildOutput.Chunk chunk) {
        byte[] copy = new byte[chunk.bytes().remaining()];
        chunk.bytes().duplicate().get(copy);
        return copy;
    }
}
