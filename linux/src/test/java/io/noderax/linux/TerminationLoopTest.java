package io.noderax.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminationLoopTest {
    private static final Duration GRACE = Duration.ofMillis(300);

    private final TerminationLoop termination = new TerminationLoop(RunningChild.PROCESSES);

    @Test
    void aProcessThatHeedsTermEndsWithinTheGrace() throws SpawnFailed {
        try (RunningChild running = RunningChild.shell("sleep 60")) {
            assertThat(termination.end(running.family(), Duration.ofSeconds(20)))
                    .isZero();
            assertThat(running.child().awaitExit()).isEqualTo(new ChildExit.Signalled(15));
        }
    }

    @Test
    void aProcessThatIgnoresTermIsKilled() throws SpawnFailed {
        try (RunningChild running = RunningChild.shell("trap '' TERM; echo ready; while :; do sleep 1; done")) {
            running.awaitOutput("ready");
            assertThat(termination.end(running.family(), GRACE)).isZero();
            assertThat(running.child().awaitExit()).isEqualTo(new ChildExit.Signalled(9));
        }
    }

    @Test
    void grandchildrenEndToo() throws SpawnFailed {
        try (RunningChild running = RunningChild.shell("(sleep 61 & sleep 62) & echo ready; wait")) {
            running.awaitOutput("ready");
            assertThat(termination.end(running.family(), GRACE)).isZero();
            assertThat(RunningChild.PROCESSES.members(running.family())).isEmpty();
        }
    }

    @Test
    void aGrandchildInASessionOfItsOwnEndsToo() throws SpawnFailed {
        try (RunningChild running =
                RunningChild.shell("setsid sh -c \"trap '' TERM; echo ready; while :; do sleep 1; done\" & wait")) {
            running.awaitOutput("ready");
            assertThat(termination.end(running.family(), GRACE)).isZero();
            assertThat(RunningChild.PROCESSES.members(running.strays())).isEmpty();
        }
    }

    @Test
    void whatTheFirstProcessLeftBehindEndsToo() throws SpawnFailed {
        try (RunningChild running = RunningChild.shell("sleep 63 & setsid sleep 64 & echo ready")) {
            running.awaitOutput("ready");
            assertThat(running.child().awaitExit()).isEqualTo(new ChildExit.Exited(0));
            assertThat(RunningChild.PROCESSES.members(running.family())).hasSize(2);
            assertThat(termination.end(running.family(), GRACE)).isZero();
        }
    }

    @Test
    void whoHasThrownAwayEverythingThatTiesItToItsTaskEndsToo(@TempDir Path folder) throws Exception {
        Path chain = folder.resolve("chain.sh");
        Files.writeString(chain, "sleep 0.02\nenv -i setsid /bin/sh " + chain + " &\n");
        String start = "for i in 1 2 3 4; do (env -i setsid /bin/sh " + chain + " >/dev/null 2>&1 &); done; echo ready";
        try (RunningChild running = RunningChild.shell(start)) {
            running.awaitOutput("ready");
            assertThat(running.child().awaitExit()).isEqualTo(new ChildExit.Exited(0));
            assertThat(termination.end(running.family(), GRACE)).isZero();
            for (int look = 0; look < 5; look++) {
                assertThat(commandLinesWith(chain)).as("a chain that goes on").isEmpty();
                Thread.sleep(15); // less than a step: one look may fall between two processes of a chain
            }
        } finally {
            Files.delete(chain);
        }
    }

    private static List<String> commandLinesWith(Path file) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(file.toString()))
                .toList();
    }

    @Test
    void theGroupOfAProcessThatGotTheSameNumberLaterIsLeftAlone() throws SpawnFailed {
        try (RunningChild running = RunningChild.shell("echo ready; sleep 60")) {
            running.awaitOutput("ready");
            ProcessIdentity now = running.child().identity();
            ProcessIdentity before = new ProcessIdentity(now.pid(), now.startTicks() - 1, now.bootId());
            termination.end(new ProcessFamily(before, "NO_SUCH_MARK=1"), GRACE);
            assertThat(RunningChild.PROCESSES.isAlive(now)).isTrue();
        }
    }

    @Test
    void nothingOfAnEarlierBootIsSignalled() throws SpawnFailed {
        try (RunningChild running = RunningChild.shell("echo ready; sleep 60")) {
            running.awaitOutput("ready");
            ProcessIdentity now = running.child().identity();
            ProcessIdentity before = new ProcessIdentity(now.pid(), now.startTicks(), "another-boot");
            termination.end(new ProcessFamily(before, "NO_SUCH_MARK=1"), GRACE);
            assertThat(RunningChild.PROCESSES.isAlive(now)).isTrue();
        }
    }
}
