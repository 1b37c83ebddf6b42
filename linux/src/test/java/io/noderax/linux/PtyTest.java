package io.noderax.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Real terminals with real programs on them. */
class PtyTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final String mark = UUID.randomUUID().toString();
    private final StringBuilder seen = new StringBuilder();

    @Test
    void theSizeIsThereBeforeTheFirstByte() throws SpawnFailed {
        try (Pty pty = shell("stty size")) {
            readToEnd(pty);
            assertThat(seen).hasToString("34 120\r\n");
            assertThat(awaitExit(pty)).isEqualTo(new ChildExit.Exited(0));
        }
    }

    @Test
    void theChildLeadsASessionWithTheTerminalAsItsControllingOne() throws SpawnFailed {
        try (Pty pty = shell("tty </dev/tty && test \"$(ps -o sid= -p $$ | tr -d ' ')\" = $$ && echo leads")) {
            readToEnd(pty);
            assertThat(seen.toString()).startsWith("/dev/tty").endsWith("leads\r\n");
        }
    }

    @Test
    void withoutAControllingTerminalThereIsAProcessGroupOfItsOwn() throws SpawnFailed {
        String asks =
                "tty; (: </dev/tty) 2>/dev/null || echo none; test \"$(ps -o pgid= -p $$ | tr -d ' ')\" = $$ && echo leads";
        try (Pty pty = start(PtyMode.PTY_NO_CTTY, asks)) {
            readToEnd(pty);
            assertThat(seen.toString()).startsWith("/dev/pts/").endsWith("leads\r\n");
        }
    }

    @Test
    void inTheLeastModeTheTerminalIsStillWhereTheProgramReadsAndWrites() throws SpawnFailed {
        try (Pty pty = start(PtyMode.PTY_MINIMAL, "test -t 0 && test -t 1 && test -t 2 && stty size")) {
            readToEnd(pty);
            assertThat(seen).hasToString("34 120\r\n");
        }
    }

    @Test
    void whatIsTypedIsShownAndRead() throws SpawnFailed {
        try (Pty pty = shell("read line; echo got $line")) {
            type(pty, "hello\n");
            readToEnd(pty);
            assertThat(seen).hasToString("hello\r\ngot hello\r\n");
        }
    }

    @Test
    void aPasswordPromptIsSeenAndAProgramThatReadsKeysIsNot() throws SpawnFailed {
        try (Pty pty = shell("echo ready; read x; stty -echo; echo hidden; read x; stty raw; echo keys; read x")) {
            readUntil(pty, "ready");
            assertThat(pty.isEchoOff()).isFalse();
            type(pty, "a\n");
            readUntil(pty, "hidden");
            assertThat(pty.isEchoOff()).isTrue();
            type(pty, "secret\n");
            readUntil(pty, "keys");
            assertThat(pty.isEchoOff()).isFalse();
            assertThat(seen.toString()).doesNotContain("secret");
            new TerminationLoop(RunningChild.PROCESSES).end(family(pty), Duration.ZERO);
            awaitExit(pty);
        }
    }

    @Test
    void ctrlCInterruptsTheForegroundProgramAlone() throws SpawnFailed {
        try (Pty pty = shell("trap 'echo interrupted' INT; sh -c 'echo ready; exec sleep 60'; echo after")) {
            readUntil(pty, "ready");
            type(pty, "\003");
            readToEnd(pty);
            assertThat(seen.toString()).contains("interrupted").contains("after");
        }
    }

    @Test
    void aResizeIsHeardOf() throws SpawnFailed {
        try (Pty pty = shell("trap 'stty size' WINCH; echo ready; while :; do sleep 0.05; done")) {
            readUntil(pty, "ready");
            pty.resize(new WindowSize(132, 43));
            readUntil(pty, "43 132");
            new TerminationLoop(RunningChild.PROCESSES).end(family(pty), Duration.ZERO);
            assertThat(awaitExit(pty)).isEqualTo(new ChildExit.Signalled(9));
        }
    }

    @Test
    void aWaitEndsWhenSomebodyWakesIt() throws Exception {
        try (Pty pty = shell("sleep 60")) {
            Thread other = Thread.ofPlatform().start(pty::wake);
            long start = System.nanoTime();
            pty.await(true, false, LIMIT);
            other.join();
            assertThat(System.nanoTime() - start)
                    .isLessThan(Duration.ofSeconds(10).toNanos());
            new TerminationLoop(RunningChild.PROCESSES).end(family(pty), Duration.ZERO);
            awaitExit(pty);
        }
    }

    @Test
    void whatAShellLeftStoppedOrDeafEndsWithItsTerminal() throws SpawnFailed {
        try (Pty pty = shell(
                "trap '' HUP TERM; sleep 61 & kill -STOP $!; setsid sleep 62 & echo ready; while :; do sleep 1; done")) {
            readUntil(pty, "ready");
            TerminationLoop termination = new TerminationLoop(RunningChild.PROCESSES);
            assertThat(termination.hangUp(family(pty), Duration.ofMillis(200))).isZero();
            assertThat(awaitExit(pty)).isEqualTo(new ChildExit.Signalled(9));
            assertThat(RunningChild.PROCESSES.members(family(pty))).isEmpty();
        }
    }

    @Test
    void manyTerminalsLeaveNoDescriptorAndNoZombie() throws Exception {
        shell("true").close();
        long before = descriptors();
        List<String> others = zombies();
        for (int i = 0; i < 100; i++) {
            try (Pty pty = shell("echo " + i)) {
                readToEnd(pty);
                awaitExit(pty);
            }
        }
        assertThat(descriptors()).isLessThanOrEqualTo(before);
        assertThat(zombies()).as("of other tests").isSubsetOf(others);
    }

    @Test
    void aProgramThatIsNotThereLeavesNothingOpen() throws Exception {
        shell("true").close();
        long before = descriptors();
        for (int i = 0; i < 20; i++) {
            assertThat(refusal(new ChildCommand(List.of("/no/such/shell"), Map.of(), "/")))
                    .contains("/no/such/shell: ENOENT");
        }
        assertThat(descriptors()).isLessThanOrEqualTo(before);
    }

    private static String refusal(ChildCommand command) {
        try {
            new Spawner(RunningChild.PROCESSES).spawn(command, PtyMode.PTY_CTTY, new WindowSize(80, 24));
            return "it runs";
        } catch (SpawnFailed e) {
            return String.valueOf(e.getMessage());
        }
    }

    private Pty shell(String script) throws SpawnFailed {
        return start(PtyMode.PTY_CTTY, script);
    }

    private Pty start(PtyMode mode, String script) throws SpawnFailed {
        Map<String, String> environment = Map.of("NODERAX_TEST_MARK", mark, "PATH", "/usr/bin:/bin");
        ChildCommand command = new ChildCommand(List.of("/bin/sh", "-c", script, "noderax-pty-test"), environment, "/");
        return new Spawner(RunningChild.PROCESSES).spawn(command, mode, new WindowSize(120, 34));
    }

    private ProcessFamily family(Pty pty) {
        return new ProcessFamily(pty.identity(), "NODERAX_TEST_MARK=" + mark);
    }

    private static void type(Pty pty, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(pty.write(bytes, 0, bytes.length)).isEqualTo(bytes.length);
    }

    private void readToEnd(Pty pty) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (readOnce(pty) != Pty.ENDED) {
            assertThat(System.nanoTime()).as("it ends after: %s", seen).isLessThan(deadline);
        }
    }

    private void readUntil(Pty pty, String text) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (seen.indexOf(text) < 0) {
            assertThat(readOnce(pty)).as("more than: %s", seen).isNotEqualTo(Pty.ENDED);
            assertThat(System.nanoTime()).as("%s comes after: %s", text, seen).isLessThan(deadline);
        }
    }

    private int readOnce(Pty pty) {
        byte[] bytes = new byte[4096];
        pty.await(true, false, Duration.ofMillis(100));
        int length = pty.read(bytes, bytes.length);
        if (length > 0) {
            seen.append(new String(bytes, 0, length, StandardCharsets.UTF_8));
        }
        return length;
    }

    private static ChildExit awaitExit(Pty pty) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        ChildExit exit = pty.exit();
        while (exit == null) {
            assertThat(System.nanoTime()).as("the exit").isLessThan(deadline);
            pty.await(false, false, Duration.ofMillis(100));
            exit = pty.exit();
        }
        return exit;
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    /** Children of this process that have ended and that nobody has waited for. */
    private static List<String> zombies() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .map(process -> stat(process.resolve("stat")))
                    .filter(stat -> stat.matches(
                            "\\d+ \\(.*\\) Z " + ProcessHandle.current().pid() + " .*"))
                    .toList();
        }
    }

    private static String stat(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
