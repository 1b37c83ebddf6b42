package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Short forms of {@code ./noderax chaos}: the same processes, the same trouble, less of it. */
class ChaosIT {
    private static final long SEED = 20261124;

    private static OpenFolder folder;
    private static ServerProcess server;

    @BeforeAll
    static void start() {
        folder = OpenFolder.create();
        server = ChaosStage.server(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
        folder.close();
    }

    @Test
    void anAgentKilledWhileItsTasksRunLosesNothing() throws Exception {
        play("agent-kill", 30, 1, 0);
    }

    @Test
    void aKilledHolderIsSaidAndNothingRunsTwice() throws Exception {
        play("holder-kill", 4, 1, 0);
    }

    @Test
    void aServerKilledUnderLoadLosesNoAcknowledgedReport() throws Exception {
        play("server-kill", 10, 4, 0);
    }

    @Test
    void aCutNetworkDelaysAndLosesNothing() throws Exception {
        play("cut", 7, 2, 0);
    }

    @Test
    void lostRequestsAndAnswersLoseAndDoubleNothing() throws Exception {
        play("loss", 40, 1, 0);
    }

    @Test
    void afterAFullDiskTheAgentGoesOn() throws Exception {
        assumeTrue(SmallDisk.isPossible(folder.folder("may-mount")), "only root can mount a small disk");
        play("disk", 2, 4, 0);
    }

    @Test
    void aFloodOfTasksIsWorkedOff() throws Exception {
        play("flood", 300, 60, 0);
    }

    @Test
    void whatASlowServerCannotTakeIsCounted() throws Exception {
        play("slow-server", 800, 60, 0);
    }

    @Test
    void aLargeOutputArrivesWholeOrWithItsGapCounted() throws Exception {
        play("gib", 1, 3, 16);
    }

    @Test
    void aVeryLongLineArrivesWholeOrCutWithAMark() throws Exception {
        play("long-line", 1, 0, 10);
    }

    @Test
    void aClockThatIsSetEndsAndDelaysNoTask() throws Exception {
        assumeTrue(ShiftedClock.isPossible(), "no libfaketime; install it: apt-get install libfaketime");
        play("clock", 4, 1, 0);
    }

    @Test
    void aTerminalWhoseSocketIsCutLosesAndDoublesNoByte() throws Exception {
        play("terminal-cut", 10, 1, 0);
    }

    @Test
    void aNameThatCannotBeResolvedForAWhileLosesNothing() throws Exception {
        assumeTrue(NameService.isPossible(), "only root can give processes a name service of their own");
        play("dns", 2, 3, 0);
    }

    private static void play(String name, int times, int seconds, int megabytes) throws Exception {
        ChaosPlan plan = new ChaosPlan(name, times, seconds, megabytes, SEED);
        assertThat(ChaosRun.play(server, folder, plan)).as(plan.command()).isEmpty();
    }
}
