package io.noderax.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTest {
    private static final String STAT =
            "%d (a) b (c) %s 1 %d %d 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 %d 2000 100 18446744073709551615\n";

    @Test
    void aNameWithBlanksAndParenthesesDoesNotShiftTheFields() {
        assertThat(ProcessStat.parse(STAT.formatted(42, "S", 40, 41, 12345L)))
                .isEqualTo(new ProcessStat(42, 'S', 1, 40, 41, 12345));
    }

    @Test
    void textThatIsNoStatIsNoProcess() {
        assertThat(ProcessStat.parse("")).isNull();
        assertThat(ProcessStat.parse("42 (sh) S 1 2")).isNull();
        assertThat(ProcessStat.parse("42 (sh)")).isNull();
        assertThat(ProcessStat.parse("x (sh" + STAT.formatted(1, "S", 1, 1, 1L).substring(4)))
                .isNull();
    }

    @Test
    void membersAreThoseOfTheSessionAndThoseWithTheMark(@TempDir Path proc) throws Exception {
        Files.createDirectories(proc.resolve("sys/kernel/random"));
        Files.writeString(proc.resolve("sys/kernel/random/boot_id"), "boot-1\n");
        process(proc, 10, "S", 10, "A=1\0MARK=x\0");
        process(proc, 11, "S", 10, "");
        process(proc, 12, "Z", 10, "MARK=x\0");
        process(proc, 20, "S", 20, "A=1\0MARK=x");
        process(proc, 30, "S", 30, "MARK=xy\0AMARK=x\0");
        ProcessTable processes = new ProcessTable(proc);
        ProcessFamily family = new ProcessFamily(processes.identityOf(10), "MARK=x");

        assertThat(processes.members(family)).extracting(ProcessStat::pid).containsExactlyInAnyOrder(10, 11, 20);
    }

    @Test
    void whoIsOlderThanTheFirstProcessIsNoMemberWhateverItBears(@TempDir Path proc) throws Exception {
        Files.createDirectories(proc.resolve("sys/kernel/random"));
        Files.writeString(proc.resolve("sys/kernel/random/boot_id"), "boot-1\n");
        String limits = "Max realtime timeout      " + LimitMark.of("MARK=x") + "  unlimited            us\n";
        for (int pid : new int[] {9, 10, 11}) {
            process(proc, pid, "S", pid, "MARK=y\0");
            Files.writeString(proc.resolve(pid + "/limits"), limits);
        }
        ProcessTable processes = new ProcessTable(proc);

        ProcessFamily led = new ProcessFamily(processes.identityOf(10), "MARK=x");
        assertThat(processes.members(led)).extracting(ProcessStat::pid).containsExactlyInAnyOrder(10, 11);
        assertThat(processes.members(new ProcessFamily(null, "MARK=x")))
                .as("of a leader that is not known: the starter cannot be told from the started")
                .isEmpty();
    }

    @Test
    void thisProcessIsAliveUnderItsOwnStartTimeOnly() {
        ProcessTable processes = new ProcessTable(Path.of("/proc"));
        ProcessIdentity self =
                processes.identityOfChild((int) ProcessHandle.current().pid());
        assertThat(processes.isAlive(self)).isTrue();
        assertThat(processes.isAlive(new ProcessIdentity(self.pid(), self.startTicks() + 1, self.bootId())))
                .isFalse();
    }

    private static void process(Path proc, int pid, String state, int session, String environment) throws Exception {
        Path folder = Files.createDirectory(proc.resolve(String.valueOf(pid)));
        Files.writeString(folder.resolve("stat"), STAT.formatted(pid, state, session, session, 1000L + pid));
        Files.write(folder.resolve("environ"), environment.getBytes(StandardCharsets.UTF_8));
    }
}
