package io.noderax.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpawnerTest {
    @Test
    void aChildWritesToBothPipesAndItsExitCodeComesBack() throws SpawnFailed {
        try (RunningChild running = RunningChild.shell("echo one; echo two >&2; exit 7")) {
            assertThat(running.outputToEnd()).contains("one\n", "two\n");
            assertThat(running.child().awaitExit()).isEqualTo(new ChildExit.Exited(7));
        }
    }

    @Test
    void outputAndErrorAreToldApart() throws SpawnFailed {
        try (RunningChild running = RunningChild.shell("printf out; sleep 0.2; printf err >&2")) {
            ChildOutput.Chunk first = running.child().output().read(Duration.ofSeconds(20));
            assertThat(first.read()).isEqualTo(ChildOutput.Read.OUTPUT);
            assertThat(RunningChild.bytes(first)).asString().isEqualTo("out");
            ChildOutput.Chunk second = running.child().output().read(Duration.ofSeconds(20));
            assertThat(second.read()).isEqualTo(ChildOutput.Read.ERROR);
            assertThat(RunningChild.bytes(second)).asString().isEqualTo("err");
            assertThat(running.child().output().read(Duration.ofSeconds(20)).read())
                    .isEqualTo(ChildOutput.Read.ENDED);
        }
    }

    @Test
    void theEndOfTheChildIsSeenWhileABackgroundProcessHoldsThePipe() throws SpawnFailed {
        try (RunningChild running = RunningChild.shell("sleep 60 & exit 4")) {
            assertThat(running.child().output().read(Duration.ofSeconds(20)).read())
                    .isEqualTo(ChildOutput.Read.QUIET);
            assertThat(running.child().exit()).isEqualTo(new ChildExit.Exited(4));
        }
    }

    @Test
    void aChildThatClosedItsOutputIsAwaitedAllTheSame() throws SpawnFailed {
        try (RunningChild running = RunningChild.shell("exec >&- 2>&-; sleep 0.3; exit 5")) {
            assertThat(running.child().output().read(Duration.ofSeconds(20)).read())
                    .isEqualTo(ChildOutput.Read.ENDED);
            assertThat(running.child().exit()).isNull();
            running.child().output().awaitExit(Duration.ofSeconds(20));
            assertThat(running.child().exit()).isEqualTo(new ChildExit.Exited(5));
        }
    }

    @Test
    void outputCanGoToAFile(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("log"));
        Child child = new Spawner(RunningChild.PROCESSES)
                .spawn(new ChildCommand(List.of("/bin/sh", "-c", "echo out; echo err >&2"), Map.of(), "/"), file);
        assertThat(child.awaitExit()).isEqualTo(new ChildExit.Exited(0));
        child.output().close();
        assertThat(file).hasContent("out\nerr\n");
    }

    @Test
    void aQuietChildLetsTheReaderGoAfterItsWait() throws SpawnFailed {
        try (RunningChild running = RunningChild.shell("sleep 60")) {
            ChildOutput.Chunk chunk = running.child().output().read(Duration.ofMillis(10));
            assertThat(chunk.read()).isEqualTo(ChildOutput.Read.QUIET);
        }
    }

    @Test
    void aSignalIsNotAnExitCode() throws SpawnFailed {
        try (RunningChild running = RunningChild.shell("kill -9 $$")) {
            assertThat(running.child().awaitExit()).isEqualTo(new ChildExit.Signalled(9));
        }
    }

    @Test
    void itLeadsASessionAndAGroupOfItsOwn() throws SpawnFailed {
        try (RunningChild running = RunningChild.shell("cut -d' ' -f1,5,6,7 /proc/$$/stat")) {
            String pid = String.valueOf(running.child().identity().pid());
            String noTerminal = "0";
            assertThat(running.outputToEnd().strip()).isEqualTo(String.join(" ", pid, pid, pid, noTerminal));
        }
    }

    @Test
    void standardInputIsEmpty() throws SpawnFailed {
        try (RunningChild running = RunningChild.shell("cat; echo done; readlink /proc/self/fd/0")) {
            assertThat(running.outputToEnd()).isEqualTo("done\n/dev/null\n");
        }
    }

    @Test
    void noDescriptorLeaksIntoIt(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("open");
        try (RandomAccessFile _ = new RandomAccessFile(file.toFile(), "rw");
                RunningChild running = RunningChild.shell("for d in /proc/$$/fd/*; do readlink $d; done")) {
            assertThat(running.outputToEnd().lines()).hasSizeBetween(3, 4).doesNotContain(file.toString());
        }
    }

    @Test
    void noSignalIsBlockedOrIgnoredInIt() throws SpawnFailed {
        try (RunningChild running =
                RunningChild.start(List.of("grep", "-E", "SigBlk|SigIgn", "/proc/self/status"), Map.of(), "/")) {
            long usedByGlibcItself = 0b11L << 31;
            assertThat(running.outputToEnd().lines())
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(Long.parseUnsignedLong(line.substring(8), 16) & ~usedByGlibcItself)
                            .isZero());
        }
    }

    @Test
    void environmentAndDirectoryAreTheOnesThatWereAskedFor(@TempDir Path folder) throws Exception {
        Path odd = Files.createDirectory(folder.resolve("a b"));
        Map<String, String> environment = Map.of("GREETING", "grüß dich\nzwei");
        try (RunningChild running =
                RunningChild.start(List.of("/bin/sh", "-c", "pwd; echo \"$GREETING\""), environment, odd.toString())) {
            assertThat(running.outputToEnd()).isEqualTo(odd + "\ngrüß dich\nzwei\n");
        }
    }

    @Test
    void aMissingProgramIsAnErrorWithItsReason() {
        assertThat(failure(List.of("/no/such/program"), "/"))
                .hasMessage("cannot run /no/such/program: ENOENT: no such file or directory");
    }

    @Test
    void aFileThatMayNotRunIsAnErrorWithItsReason(@TempDir Path folder) throws Exception {
        Path script = Files.writeString(folder.resolve("script"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(failure(List.of(script.toString()), "/")).hasMessageContaining("EACCES: permission denied");
    }

    @Test
    void aMissingDirectoryIsToldApartFromAMissingProgram() {
        assertThat(failure(List.of("/bin/true"), "/no/such/folder"))
                .hasMessage("cannot use the working directory /no/such/folder: ENOENT: no such file or directory");
        assertThat(failure(List.of("/bin/true"), "/etc/passwd")).hasMessageContaining("ENOTDIR");
    }

    @Test
    void aFailedSpawnLeavesNoDescriptorOpen() throws Exception {
        assertThat(failure(List.of("/no/such/program"), "/")).isNotNull();
        int before = openDescriptors();
        for (int i = 0; i < 20; i++) {
            assertThat(failure(List.of("/no/such/program"), "/")).isNotNull();
        }
        assertThat(openDescriptors()).isLessThan(before + 20);
    }

    private static SpawnFailed failure(List<String> argv, String directory) {
        return catchThrowableOfType(SpawnFailed.class, () -> {
            try (RunningChild _ = RunningChild.start(argv, Map.of(), directory)) {
                throw new AssertionError("it started");
            }
        });
    }

    private static int openDescriptors() throws Exception {
        try (var entries = Files.list(Path.of("/proc/self/fd"))) {
            return (int) entries.count();
        }
    }
}
