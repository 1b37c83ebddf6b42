package io.noderax.agent.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.agent.tasks.Finding;
import io.noderax.agent.tasks.Obstacle;
import io.noderax.agent.tasks.TaskDoctor;
import io.noderax.linux.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who holds a lock is read from a machine's tables; what the task itself holds keeps nobody. */
class LockLookTest {
    private static final int TASK = 100;
    private static final Instant NOW = Instant.parse("2026-11-23T20:21:15.600Z");
    private static final String LOCK = "var/lib/dpkg/lock-frontend";

    @TempDir
    private Path root;

    @BeforeEach
    void aMachine() throws IOException {
        Files.createDirectories(root.resolve("var/lib/dpkg"));
        Files.createDirectories(root.resolve("proc/sys/kernel/random"));
        Files.writeString(root.resolve("proc/sys/kernel/random/boot_id"), "boot\n");
        Files.writeString(root.resolve("proc/stat"), "cpu 1 2\nbtime 1000\n");
        Files.createFile(root.resolve(LOCK));
        process(TASK, 50, "apt-get\0install\0nano\0");
        process(101, TASK, "dpkg\0--unpack\0");
        process(712, 1, "/usr/bin/apt-get\0upgrade\0-y\0");
    }

    @Test
    void anothersLockIsSeenWithItsProcess() throws IOException {
        locks("1: FLOCK  ADVISORY  WRITE 9 08:01:1 0 EOF", lockOf(712));
        opens(712, LOCK);

        LockHolder holder = look().other(new Apt().locks(), TASK);

        assertThat(holder)
                .isEqualTo(new LockHolder(712, "/usr/bin/apt-get upgrade -y", Instant.ofEpochSecond(1005), "/" + LOCK));
    }

    @Test
    void theTasksOwnProcessesKeepNobody() throws IOException {
        locks(lockOf(TASK), lockOf(101));
        opens(TASK, LOCK);
        opens(101, LOCK);

        assertThat(look().other(new Apt().locks(), TASK)).isNull();
    }

    @Test
    void whoWaitsForALockOrHasAnotherFileOfTheSameNumberDoesNotHoldIt() throws IOException {
        locks(lockOf(712).replace("1: POSIX", "1: -> POSIX"));
        assertThat(look().other(new Apt().locks(), TASK)).as("waits").isNull();

        locks(lockOf(712));
        Files.createFile(root.resolve("other"));
        opens(712, "other");
        assertThat(look().other(new Apt().locks(), TASK)).as("another file").isNull();
    }

    @Test
    void aFileWithANumberIsHeldAsLongAsThatProcessLives() throws IOException {
        Path file = root.resolve("run/zypp.pid");
        Files.createDirectories(root.resolve("run"));
        Files.writeString(file, "712\n");
        assertThat(look().other(new Zypper().locks(), TASK)).isNotNull();

        Files.writeString(file, "4711\n");
        assertThat(look().other(new Zypper().locks(), TASK)).isNull();
        Files.writeString(file, "");
        assertThat(look().other(new Zypper().locks(), TASK)).isNull();
    }

    @Test
    void aFileThatIsThereIsHeldByWhoHasItOpen() throws IOException {
        Files.createDirectories(root.resolve("var/lib/pacman"));
        Files.createFile(root.resolve("var/lib/pacman/db.lck"));
        assertThat(look().other(new Pacman().locks(), TASK)).isNull();

        opens(712, "var/lib/pacman/db.lck");
        assertThat(look().other(new Pacman().locks(), TASK)).isNotNull();
    }

    @Test
    void theDoctorSaysTheSameAsLongAsNothingChangesAndNamesTheHolderAtTheEnd() throws IOException {
        PackageDoctor doctor = doctor(Duration.ofSeconds(100));
        assertThat(doctor.obstacle(TASK, NOW)).isNull();
        locks(lockOf(712));
        opens(712, LOCK);

        Obstacle first = doctor.obstacle(TASK, NOW.plusSeconds(1));
        Obstacle second = doctor.obstacle(TASK, NOW.plusSeconds(5));

        assertThat(second).isEqualTo(first);
        assertThat(first.code()).isEqualTo("waiting_lock");
        assertThat(first.message())
                .isEqualTo("waits since 2026-11-23T20:21:16.600Z for /var/lib/dpkg/lock-frontend of process 712"
                        + " (/usr/bin/apt-get upgrade -y), which runs since 1970-01-01T00:16:45.000Z; until"
                        + " 2026-11-23T20:22:30.600Z at most");
        Finding timedOut = doctor.finding(new TaskDoctor.Ended(null, "", first, true));
        assertThat(timedOut.code()).isEqualTo("waiting_lock");
        assertThat(timedOut.members().object("doctor").object("holder").get("pid"))
                .isEqualTo(712L);
        assertThat(timedOut.sentence()).contains("process 712 (/usr/bin/apt-get upgrade -y)");
    }

    @Test
    void whatFailedAfterTheWaitHasItsOwnCause() {
        Obstacle gone = new Obstacle("waiting_lock", "x", io.noderax.protocol.json.JsonObject.EMPTY);
        String output = "E: Unable to locate package nosuch\n";

        Finding finding = doctor(null).finding(new TaskDoctor.Ended(100, output, gone, false));

        assertThat(finding.code()).isEqualTo("not_found");
        assertThat(finding.members().object("doctor").list("packages")).isEqualTo(List.of("nosuch"));
    }

    @Test
    void aSuccessTellsWhetherTheMachineWantsToBeStartedAnew() throws IOException {
        TaskDoctor.Ended ended = new TaskDoctor.Ended(0, "", null, false);
        assertThat(doctor(null).finding(ended).members().get("rebootRequired")).isEqualTo(false);

        Files.createDirectories(root.resolve("run"));
        Files.writeString(root.resolve("run/reboot-required"), "*** System restart required ***\n");
        Files.writeString(root.resolve("run/reboot-required.pkgs"), "linux-image-6.1\nlinux-base\nlinux-base\n");

        Finding finding = doctor(null).finding(ended);
        assertThat(finding.code()).isNull();
        assertThat(finding.members().get("rebootRequired")).isEqualTo(true);
        assertThat(finding.members().object("doctor").list("packages"))
                .isEqualTo(List.of("linux-image-6.1", "linux-base"));
    }

    private PackageDoctor doctor(Duration timeout) {
        PackageMachine machine = new PackageMachine(root, processes(), Map.of("PATH", "/usr/bin"), "/root");
        return new PackageDoctor(new Apt(), machine, timeout);
    }

    private LockLook look() {
        return new LockLook(root, processes());
    }

    private ProcessTable processes() {
        return new ProcessTable(root.resolve("proc"));
    }

    private String lockOf(int pid) throws IOException {
        return "1: POSIX  ADVISORY  WRITE %d fe:00:%s 0 EOF"
                .formatted(pid, Files.getAttribute(root.resolve(LOCK), "unix:ino"));
    }

    private void locks(String... lines) throws IOException {
        Files.write(root.resolve("proc/locks"), List.of(lines));
    }

    private void opens(int pid, String file) throws IOException {
        Files.createSymbolicLink(root.resolve("proc/" + pid + "/fd/4"), root.resolve(file));
    }

    private void process(int pid, int parent, String commandLine) throws IOException {
        Path folder = root.resolve("proc/" + pid);
        Files.createDirectories(folder.resolve("fd"));
        Files.writeString(folder.resolve("cmdline"), commandLine);
        Files.writeString(
                folder.resolve("stat"),
                "%d (x) S %d %d %d 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 500 2000 100 1\n"
                        .formatted(pid, parent, pid, pid));
    }
}
