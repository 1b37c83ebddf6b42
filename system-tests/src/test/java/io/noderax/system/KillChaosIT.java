package io.noderax.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What happens to processes: they are killed, their clock is set, their output is large. */
class KillChaosIT {
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
    void anAgentKilledWhileItsTasksRunLosesNothing() throws Exception {
        chaos.play("agent-kill", 15, 1, 0);
    }

    @Test
    void aKilledHolderIsSaidAndNothingRunsTwice() throws Exception {
        chaos.play("holder-kill", 4, 1, 0);
    }

    @Test
    void aServerKilledUnderLoadLosesNoAcknowledgedReport() throws Exception {
        chaos.play("server-kill", 5, 4, 0);
    }

    @Test
    void aClockThatIsSetEndsAndDelaysNoTask() throws Exception {
        assumeTrue(ShiftedClock.isPossible(), "no libfaketime; install it: apt-get install libfaketime");
        chaos.play("clock", 4, 1, 0);
    }

    @Test
    void aLargeOutputArrivesWholeOrWithItsGapCounted() throws Exception {
        chaos.play("gib", 1, 3, 16);
    }

    @Test
    void aVeryLongLineArrivesWholeOrCutWithAMark() throws Exception {
        chaos.play("long-line", 1, 0, 10);
    }
}
