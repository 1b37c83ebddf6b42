package io.noderax.agent.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.linux.ChildCommand;
import io.noderax.linux.PtyMode;
import io.noderax.linux.Spawner;
import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.json.Payload;
import io.noderax.protocol.terminal.ResumeTerminal;
import io.noderax.protocol.terminal.StartTerminal;
import io.noderax.protocol.terminal.TerminalError;
import io.noderax.protocol.terminal.TerminalExited;
import io.noderax.protocol.terminal.TerminalInput;
import io.noderax.protocol.terminal.TerminalOpened;
import io.noderax.protocol.terminal.TerminalOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sessions with real shells, towards a server without extensions. */
class TerminalSessionTest {
    @Test
    void aShellIsOpenedTypedIntoAndEndsWithItsExitCode() {
        try (FakeServer server = new FakeServer(false).start()) {
            server.awaitText("$ ");
            assertThat(server.said.getFirst()).isInstanceOf(TerminalOpened.class);
            server.type("stty size; echo $TERM $PAGER $PWD ${NODERAX_AGENT_TOKEN:-none}; exit 3\n");
            TerminalExited exited = server.awaitExit();
            assertThat(server.text()).contains("34 120\r\n").contains("xterm-256color cat /tmp none\r\n");
            assertThat(exited.exitCode()).isEqualTo(3);
            assertThat(exited.reason()).isEqualTo("exit status 3");
            assertThat(exited.endOffset()).isNull();
            assertThat(server.said.getLast()).isEqualTo(exited);
        }
    }

    @Test
    void aResizeReachesTheProgram() {
        try (FakeServer server = new FakeServer(false).start()) {
            server.awaitText("$ ").type("trap 'stty size' WINCH; echo rea''dy\n");
            server.awaitText("ready");
            for (int i = 0; i < 200; i++) {
                server.resize(40 + i, 20 + i % 50);
            }
            server.resize(5, 5);
            server.resize(133, 47);
            server.type("stty size\n");
            server.awaitText("47 133");
        }
    }

    @Test
    void jobsAreInterruptedStoppedAndContinued() {
        try (FakeServer server = new FakeServer(false).start()) {
            server.awaitText("$ ").type("sleep 61\n");
            awaitProcess("sleep\0" + "61");
            server.type("\032");
            server.awaitText("Stopped");
            server.await("the prompt", () -> server.text().endsWith("$ "));
            server.type("fg\n");
            server.awaitText("$ fg\r\nsleep 61");
            server.type("\003");
            server.await("the prompt again", () -> server.text().endsWith("$ "));
            server.type("echo co''de=$?\n");
            server.awaitText("code=130");
        }
    }

    @Test
    void stoppingEndsEverythingThatCameOfTheShell() {
        try (FakeServer server = new FakeServer(false).start()) {
            server.awaitText("$ ")
                    .type(
                            "nohup sleep 1061 >/dev/null & setsid sh -c 'trap \"\" HUP TERM; sleep 1062; sleep 1063' &\n");
            awaitProcess("sleep\0" + "1061");
            awaitProcess("sleep\0" + "1062");
            server.stop("enough");
            assertThat(server.awaitExit().reason()).isEqualTo("enough");
            assertThat(processes("sleep\0" + "106")).isZero();
        }
    }

    @Test
    void whatASmallWindowAnUnknownIdOrTooManySessionsGetIsAClearError() {
        try (FakeServer server = new FakeServer(false)) {
            server.sessions.start(new StartTerminal(server.id, 19, 10, false));
            assertThat(server.last(TerminalError.class).message())
                    .isEqualTo("a terminal has at least 20 x 10 characters and at most 1000 x 1000 (got 19 x 10)");
            server.sessions.input(new TerminalInput(server.id, Payload.EMPTY, null));
            assertThat(server.last(TerminalError.class).message())
                    .isEqualTo("there is no such terminal session on this node");
            server.sessions.start(new StartTerminal(server.id, 120, 34, true));
            assertThat(server.last(TerminalError.class).message()).isEqualTo("root terminals are closed here");
            for (int i = 0; i < 5; i++) {
                server.sessions.start(new StartTerminal(new TerminalSessionId(UUID.randomUUID()), 120, 34, false));
            }
            assertThat(server.last(TerminalError.class).message())
                    .isEqualTo("this node has 4 terminal sessions, which is all it may have: close one first");
            assertThat(server.sessions.count()).isEqualTo(4);
        }
    }

    @Test
    void whereNoControllingTerminalCanBeHadTheShellStartsWithLess() {
        Spawner spawner = new Spawner(FakeServer.PROCESSES);
        ShellStart.Launcher withoutControl = (_, command, mode, size) -> new ShellStart.Launched(
                spawner.spawn(mode == PtyMode.PTY_CTTY ? broken(command) : command, mode, size), null);
        try (FakeServer server = new FakeServer(false, FakeServer.LIMITS, withoutControl).start()) {
            server.awaitText("$ ").type("tty; exit\n");
            assertThat(server.awaitExit().exitCode()).isZero();
            assertThat(server.text()).contains("/dev/pts/");
        }
    }

    @Test
    void aFloodKeepsToTheSizeOfAMessageAndLosesNothing() {
        try (FakeServer server = new FakeServer(false).start()) {
            server.awaitText("$ ").type("stty -opost; head -c 5000000 /dev/zero | tr '\\0' 'x'; exit\n");
            server.awaitExit();
            assertThat(server.text().chars().filter(c -> c == 'x').count()).isGreaterThanOrEqualTo(5_000_000);
            assertThat(server.said.stream()
                            .filter(TerminalOutput.class::isInstance)
                            .mapToInt(message ->
                                    ((TerminalOutput) message).payload().length()))
                    .allMatch(length -> length <= 48 * 1024);
        }
    }

    @Test
    void fiveHundredLinesOfEmojiArriveAsTheyWereWritten() {
        try (FakeServer server = new FakeServer(false).start()) {
            server.awaitText("$ ")
                    .type("i=0; while [ $i -lt 500 ]; do echo \"$i 👩‍🚀🎉日本\"; i=$((i+1)); done; exit\n");
            server.awaitExit();
            String text = server.text();
            for (int i = 0; i < 500; i++) {
                assertThat(text).contains(i + " 👩‍🚀🎉日本\r\n");
            }
        }
    }

    @Test
    void aFullQueueSlowsTheShellAndNothingIsLost() {
        try (FakeServer server = new FakeServer(false).start()) {
            server.awaitText("$ ");
            server.full(true);
            server.type("seq 1 200000; exit\n");
            server.full(false);
            server.awaitExit();
            assertThat(server.text()).contains("\r\n1\r\n2\r\n").contains("199999\r\n200000\r\n");
        }
    }

    @Test
    void aLostConnectionDoesNotEndTheShell() {
        try (FakeServer server = new FakeServer(false).start()) {
            server.awaitText("$ ");
            server.cut();
            server.connect();
            server.type("echo still he''re\n");
            server.awaitText("still here");
        }
    }

    @Test
    void aSessionWithoutAKeyForTooLongEnds() {
        TerminalLimits limits =
                new TerminalLimits(4, Duration.ofMinutes(5), Duration.ofMillis(300), Duration.ofMillis(200));
        try (FakeServer server = new FakeServer(false, limits, FakeServer::launch).start()) {
            assertThat(server.awaitExit().reason()).isEqualTo("idle");
        }
    }

    @Test
    void manySessionsLeaveNoDescriptorAndNoThread() throws IOException {
        try (FakeServer first = new FakeServer(false).start()) {
            first.awaitText("$ ");
        }
        long before = descriptors();
        for (int i = 0; i < 40; i++) {
            try (FakeServer server = new FakeServer(i % 2 == 0).start()) {
                server.awaitText("$ ").type(i % 3 == 0 ? "exit\n" : "sleep 1064 &\n");
            }
        }
        assertThat(descriptors()).isLessThanOrEqualTo(before);
        assertThat(processes("sleep\0" + "1064")).isZero();
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("terminal")))
                .isEmpty();
    }

    @Test
    void aSessionThatTheAgentDoesNotKnowIsToldToBeOver() {
        try (FakeServer server = new FakeServer(true)) {
            server.sessions.resume(new ResumeTerminal(server.id, 70));
            TerminalExited exited = server.awaitExit();
            assertThat(exited.reason()).isEqualTo("agent-restarted");
            assertThat(exited.exitCode()).isNull();
        }
    }

    private static ChildCommand broken(ChildCommand command) {
        return new ChildCommand(
                List.of("/proc/self/no-such-program"), command.environment(), command.workingDirectory());
    }

    private static void awaitProcess(String commandLine) {
        long deadline = System.nanoTime() + FakeServer.LIMIT.toNanos();
        while (processes(commandLine) == 0) {
            assertThat(System.nanoTime() - deadline).as(commandLine).isNegative();
            Thread.onSpinWait();
        }
    }

    private static long processes(String commandLine) {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(process -> read(process.resolve("cmdline")).contains(commandLine))
                    .count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
