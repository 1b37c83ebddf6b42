package io.noderax.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What happens around processes: the network is cut, slow or forgets, the disk is full, too much is asked. */
class NetworkChaosIT {
    private static ShortChaos chaos;

    @BeforeAll
    static void start() {
        chaos = new ShortChaos();
    }

    @AfterAll
    static void stop() {
        chaos.close();
    }

    @Test
    void aCutNetworkDelaysAndLosesNothing() throws Exception {
        chaos.play("cut", 7, 2, 0);
    }

    @Test
    void lostRequestsAndAnswersLoseAndDoubleNothing() throws Exception {
        chaos.play("loss", 20, 1, 0);
    }

    @Test
    void aNameThatCannotBeResolvedForAWhileLosesNothing() throws Exception {
        assumeTrue(NameService.isPossible(), "only root can give processes a name service of their own");
        chaos.play("dns", 2, 3, 0);
    }

    @Test
    void aTerminalWhoseSocketIsCutLosesAndDoublesNoByte() throws Exception {
        chaos.play("terminal-cut", 10, 1, 0);
    }

    @Test
    void afterAFullDiskTheAgentGoesOn() throws Exception {
        assumeTrue(SmallDisk.isPossible(chaos.folder().folder("may-mount")), "only root can mount a small disk");
        chaos.play("disk", 2, 4, 0);
    }

    @Test
    void aFloodOfTasksIsWorkedOff() throws Exception {
        chaos.play("flood", 300, 60, 0);
    }

    @Test
    void whatASlowServerCannotTakeIsCounted() throws Exception {
        chaos.play("slow-server", 800, 60, 0);
    }
}
