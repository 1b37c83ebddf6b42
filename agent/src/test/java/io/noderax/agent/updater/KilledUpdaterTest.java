package io.noderax.agent.updater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noderax.agent.update.UpdateRefused;
import io.noderax.protocol.update.UpdateStatus;
import io.noderax.testkit.release.TestReleases;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The updater dies before each of its steps, or finds the disk full there: one good version always runs, and what was begun is
 * finished or undone.
 */
class KilledUpdaterTest {
    /** Death: nothing of ours catches it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    @TempDir
    private Path folder;

    private TestReleases releases;
    private ReleaseServer server;

    @BeforeEach
    void start() {
        releases = new TestReleases(folder.resolve("releases"));
        server = new ReleaseServer(releases.folder());
        releases.publish("2.0.0", 20, TestImages.good("2.0.0"));
        releases.publish("3.0.0", 30, TestImages.crashing("3.0.0"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void killedBeforeAnyStepTheNextProcessBringsItToItsEnd() throws Exception {
        int steps = stepsOf("2.0.0", false);
        assertThat(steps).isGreaterThan(20);
        long seed = new Random().nextLong();
        for (int at = 0; at < steps; at++) {
            Path here = Files.createDirectory(folder.resolve("good-" + at));
            killAt(here, "2.0.0", at, new Random(seed + at), seed);

            TestMachine next = TestMachine.again(here, server.url());
            next.ask("2.0.0", false);
            assertThat(next.finish()).as(where(at, seed)).isNull();

            assertGood(next, "2.0.0", where(at, seed));
        }
    }

    @Test
    void killedBeforeAnyStepOfAVersionThatCrashesTheOneOfBeforeComesBack() throws Exception {
        int steps = stepsOf("3.0.0", false);
        long seed = new Random().nextLong();
        for (int at = 0; at < steps; at++) {
            Path here = Files.createDirectory(folder.resolve("bad-" + at));
            killAt(here, "3.0.0", at, new Random(seed + at), seed);

            TestMachine next = TestMachine.again(here, server.url());
            next.finish();

            assertGood(next, "1.0.0", where(at, seed));
        }
    }

    @Test
    void killedAgainAndAgainItGivesUpWithThatReason() throws Exception {
        Path here = Files.createDirectory(folder.resolve("again"));
        TestMachine machine = TestMachine.install(here, server.url(), releases.publicKeyPem());
        machine.ask("2.0.0", false);
        for (int i = 0; i < 5; i++) {
            TestMachine victim = TestMachine.again(here, server.url()).atEachStep(step -> {
                if (step.equals("unpack")) {
                    throw new Killed();
                }
            });
            finishOrDie(victim);
        }

        TestMachine last = TestMachine.again(here, server.url());

        assertThat(last.finish()).isEqualTo("it was interrupted 5 times");
        assertGood(last, "1.0.0", "after five kills");
    }

    @Test
    void aStepThatFailsUndoesTheUpdateOrLeavesItDone() throws Exception {
        int steps = stepsOf("2.0.0", false);
        for (int at = 0; at < steps; at++) {
            Path here = Files.createDirectory(folder.resolve("full-" + at));
            TestMachine machine = TestMachine.install(here, server.url(), releases.publicKeyPem());
            failFrom(machine, at);
            tryUpdate(machine, "2.0.0");
            machine.atEachStep(_ -> {});
            machine.finish();

            assertGood(machine, machine.running(), "step " + at);
            if (machine.running().equals("1.0.0") && !machine.told.isEmpty()) {
                assertThat(machine.lastTold().status()).isEqualTo(UpdateStatus.FAILED);
                assertThat(machine.lastTold().message()).contains("No space left on device");
            }
            assertThat(machine.update("2.0.0", false))
                    .as("with room again, step " + at)
                    .isNull();
        }
    }

    @Test
    void onADiskThatIsReallyFullOneGoodVersionRuns() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "mounting a small disk needs root");
        int steps = stepsOf("2.0.0", false);
        for (int at = 0; at < steps; at++) {
            Path here = Files.createDirectory(folder.resolve("disk-" + at));
            assumeTrue(
                    run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", here.toString()) == 0,
                    "this machine lets nobody mount");
            try {
                TestMachine machine = TestMachine.install(here, server.url(), releases.publicKeyPem());
                int[] left = {at};
                machine.atEachStep(_ -> {
                    if (left[0]-- == 0) {
                        fill(here);
                    }
                });
                tryUpdate(machine, "2.0.0");
                machine.finish();
                assertGood(machine, machine.running(), "full before step " + at);
                Files.delete(here.resolve("ballast"));
                assertThat(machine.update("2.0.0", false))
                        .as("with room again, step " + at)
                        .isNull();
            } finally {
                run("umount", "--lazy", here.toString());
            }
        }
    }

    @Test
    void aRealProcessIsKilledByTheKernelAtSomeStepsAndTheNextOneFinishes() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int steps = stepsOf("2.0.0", false);
        Path here = Files.createDirectory(folder.resolve("process"));
        TestMachine machine = TestMachine.install(here, server.url(), releases.publicKeyPem());
        machine.ask("2.0.0", false);
        int kills = 0;
        for (int at = random.nextInt(4); at < steps && kills < 4; at += 1 + random.nextInt(6), kills++) {
            int code = victim(here, at);
            assertThat(code).as(where(at, seed)).isIn(137, 0);
            assertThat(TestMachine.again(here, server.url()).canStart())
                    .as(where(at, seed))
                    .isTrue();
        }

        TestMachine next = TestMachine.again(here, server.url());
        next.finish();

        assertGood(next, next.running(), "seed " + seed);
        assertThat(next.running()).as("seed " + seed).isEqualTo("2.0.0");
    }

    // --- how it dies -----------------------------------------------------------------------------------------------

    private int stepsOf(String version, boolean rollback) throws IOException {
        Path here = Files.createDirectory(folder.resolve("count-" + version));
        TestMachine machine = TestMachine.install(here, server.url(), releases.publicKeyPem());
        machine.update(version, rollback);
        return machine.steps.size();
    }

    /** Dies there; in half of the cases the whole machine does. */
    private void killAt(Path here, String version, int at, Random random, long seed) throws IOException {
        TestMachine victim = TestMachine.install(here, server.url(), releases.publicKeyPem());
        int[] left = {at};
        victim.atEachStep(_ -> {
            if (left[0]-- == 0) {
                throw new Killed();
            }
        });
        try {
            victim.ask(version, false);
            finishOrDie(victim);
        } catch (Killed | UpdateRefused e) {
            // Before anything was promised.
        }
        assertThat(victim.canStart()).as(where(at, seed)).isTrue();
        if (random.nextBoolean()) {
            victim.restartAgent();
        }
    }

    private static void finishOrDie(TestMachine victim) throws IOException {
        try {
            victim.finish();
        } catch (Killed e) {
            // As planned.
        }
    }

    private static void failFrom(TestMachine machine, int at) {
        int[] left = {at};
        machine.atEachStep(step -> {
            boolean needsRoom = !step.startsWith("rename") && !step.startsWith("remove") && !step.contains("over");
            if (left[0]-- <= 0 && needsRoom) {
                throw new IOException("No space left on device");
            }
        });
    }

    private static void tryUpdate(TestMachine machine, String version) {
        try {
            machine.ask(version, false);
            machine.finish();
        } catch (UpdateRefused e) {
            assertThat(e.reason()).startsWith("the update cannot be written down");
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left on device");
        }
    }

    private static void fill(Path disk) {
        try (OutputStream ballast = Files.newOutputStream(disk.resolve("ballast"))) {
            while (true) {
                ballast.write(new byte[1024]);
            }
        } catch (IOException full) {
            // As planned.
        }
    }

    private int victim(Path here, int at) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        UpdaterVictimMain.class.getName(),
                        here.toString(),
                        server.url(),
                        Integer.toString(at))
                .inheritIO()
                .start();
        return process.waitFor();
    }

    private static void assertGood(TestMachine machine, String version, String where) throws IOException {
        assertThat(machine.current()).as(where).isEqualTo(version);
        assertThat(machine.running()).as(where).isEqualTo(version);
        assertThat(machine.canStart()).as(where).isTrue();
        assertThat(machine.isOver()).as(where).isTrue();
        assertThat(machine.units()).as(where).isEqualTo(TestMachine.unitsOf(version));
        assertThat(List.of("current", "proven", "previous", "versions/1.0.0", "versions/2.0.0"))
                .as(where)
                .containsAll(machine.names());
        assertThat(machine.unitNames()).as(where).noneMatch(name -> name.startsWith("."));
    }

    private static String where(int at, long seed) {
        return "killed before step " + at + ", seed " + seed;
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
