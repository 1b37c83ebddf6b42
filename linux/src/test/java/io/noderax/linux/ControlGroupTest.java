package io.noderax.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a group's files say and are told, in a folder that looks like one; what the kernel makes of it, where it has groups. */
class ControlGroupTest {
    private static final ResourceLimits LIMITS = new ResourceLimits(64L << 20, 0.5, 20L);

    @TempDir
    Path folder;

    @Test
    void itsUseIsReadFromItsFiles() throws IOException {
        Files.writeString(folder.resolve("cpu.stat"), "usage_usec 1234567\nuser_usec 1000000\nsystem_usec 234567\n");
        Files.writeString(folder.resolve("memory.peak"), "7340032\n");
        Files.writeString(
                folder.resolve("memory.events"), "low 0\nhigh 0\nmax 12\noom 3\noom_kill 2\noom_group_kill 1\n");

        assertThat(new ControlGroup(folder).use()).isEqualTo(new ResourceUse(1234L, 7_340_032L, null, 2L));
    }

    @Test
    void whatNoControllerMeasuresIsUnknown() throws IOException {
        Files.writeString(folder.resolve("cpu.stat"), "usage_usec 999\n");

        assertThat(new ControlGroup(folder).use()).isEqualTo(new ResourceUse(0L, null, null, null));
    }

    @Test
    void limitsAreWrittenAsTheKernelWantsThem() throws IOException {
        for (String file : List.of("memory.max", "memory.swap.max", "memory.oom.group", "cpu.max", "pids.max")) {
            Files.createFile(folder.resolve(file));
        }

        new ControlGroup(folder).limit(LIMITS);

        assertThat(folder.resolve("memory.max")).hasContent("67108864");
        assertThat(folder.resolve("memory.swap.max")).hasContent("0");
        assertThat(folder.resolve("memory.oom.group")).hasContent("1");
        assertThat(folder.resolve("cpu.max")).hasContent("50000 100000");
        assertThat(folder.resolve("pids.max")).hasContent("20");
    }

    @Test
    void ofEachLimitTheStricterCounts() {
        ResourceLimits one = new ResourceLimits(100L, null, 5L);
        ResourceLimits other = new ResourceLimits(200L, 1.5, 4L);

        assertThat(one.and(other)).isEqualTo(new ResourceLimits(100L, 1.5, 4L));
        assertThat(ResourceLimits.NONE.and(other)).isEqualTo(other);
    }

    @Test
    void theOwnGroupIsFoundInEveryKindOfMount() {
        String plain = "29 22 0:25 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw\n";
        String hybrid = """
                30 22 0:26 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
                31 22 0:27 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
                """;
        String container = "29 22 0:25 /docker/abc /sys/fs/cgroup ro - cgroup2 cgroup rw\n";

        assertThat(GroupPlace.parse(plain, "0::/system.slice/noderax.service\n"))
                .isEqualTo(Path.of("/sys/fs/cgroup/system.slice/noderax.service"));
        assertThat(GroupPlace.parse(hybrid, "4:memory:/a\n0::/\n")).isEqualTo(Path.of("/sys/fs/cgroup/unified"));
        assertThat(GroupPlace.parse(container, "0::/docker/abc/x\n")).isEqualTo(Path.of("/sys/fs/cgroup/x"));
        assertThat(GroupPlace.parse(container, "0::/elsewhere\n")).isNull();
        assertThat(GroupPlace.parse(hybrid, "4:memory:/a\n")).isNull();
        assertThat(GroupPlace.parse("29 22 0:25 / /sys/fs/c\\040group rw - cgroup2 c rw\n", "0::/a\n"))
                .isEqualTo(Path.of("/sys/fs/c group/a"));
    }

    @Test
    void withoutVersionTwoNoneCanBeMadeAndNoLimitHolds() {
        ControlGroups groups = ControlGroups.open(folder);

        assertThat(groups.lack()).contains("version 2");
        assertThat(groups.lackFor(LIMITS)).contains("version 2");
        assertThat(groups.lackFor(ResourceLimits.NONE)).isNull();
    }

    @Test
    void aGroupThatIsNotThisUsersToChangeIsLeftAlone() throws IOException {
        Files.createDirectories(folder.resolve("proc/self"));
        Files.writeString(folder.resolve("proc/self/mountinfo"), "1 1 0:25 / /no/such rw - cgroup2 c rw\n");
        Files.writeString(folder.resolve("proc/self/cgroup"), "0::/a\n");
        Files.createDirectories(folder.resolve("no"));
        Files.createFile(folder.resolve("no/such"));

        assertThat(ControlGroups.open(folder).lack()).contains("not to be changed by this user");
    }

    @Test
    void limitsOfWhatWasLeftBehindEndWithThisProcessUnlessSystemdHasASubgroup() throws IOException {
        Path base = Files.createDirectories(folder.resolve("groups/agent.service"));
        Files.createDirectories(folder.resolve("proc/self"));
        Files.writeString(folder.resolve("proc/self/mountinfo"), "1 1 0:25 / /groups rw - cgroup2 c rw\n");
        Files.writeString(folder.resolve("proc/self/cgroup"), "0::/agent.service\n");
        Path own = base.resolve("noderax-starter-" + ProcessHandle.current().pid());
        Files.createFile(Files.createDirectories(own).resolve("cgroup.procs"));
        Files.createFile(base.resolve("cgroup.subtree_control"));
        ControlGroups groups = ControlGroups.open(folder);
        assertThat(groups.holdsLimits()).as("nothing was started").isFalse();

        Path left = groups.make("left", ResourceLimits.NONE).folder().resolve("cgroup.events");
        Files.writeString(left, "populated 1\nfrozen 0\n");
        assertThat(groups.holdsLimits()).isTrue();

        Files.writeString(left, "populated 0\nfrozen 0\n");
        assertThat(groups.holdsLimits()).as("it has ended").isFalse();

        Files.writeString(left, "populated 1\nfrozen 0\n");
        Files.createDirectories(base.resolve("noderax-systemd"));
        Files.writeString(folder.resolve("proc/self/cgroup"), "0::/agent.service/noderax-systemd\n");
        assertThat(groups.holdsLimits()).isFalse();
        assertThat(ControlGroups.look(folder).folder()).isEqualTo(base);
    }

    @Test
    void aChildBeginsInItsGroupAndFindsItsStandardInputEmpty() throws IOException, SpawnFailed {
        try (ControlGroups groups = real()) {
            if (groups.lack() != null) {
                return;
            }
            ControlGroup group = groups.make(UUID.randomUUID().toString(), ResourceLimits.NONE);
            try (RunningChild running = RunningChild.shell(group, "cat; cat /proc/self/cgroup; ls /proc/self/fd")) {
                assertThat(running.outputToEnd())
                        .contains("/" + group.folder().getFileName() + "\n")
                        .endsWith("0\n1\n2\n3\n");
                assertThat(running.child().awaitExit()).isEqualTo(new ChildExit.Exited(0));
            }
            assertThat(group.use().cpuMillis()).isNotNull();
            assertThat(group.remove()).isTrue();
        }
    }

    @Test
    void aProgramThatIsNotThereIsStillToldAsSuch() throws IOException {
        try (ControlGroups groups = real()) {
            if (groups.lack() != null) {
                return;
            }
            ControlGroup group = groups.make(UUID.randomUUID().toString(), ResourceLimits.NONE);
            assertThatThrownBy(() -> RunningChild.start(group, List.of("/no/such/program")))
                    .isInstanceOf(SpawnFailed.class)
                    .hasMessageContaining("ENOENT");
            assertThat(group.remove()).isTrue();
        }
    }

    @Test
    void aChildThatCannotBePutIntoItsGroupDoesNotRun() throws IOException {
        Path file = folder.resolve("it-ran");
        ControlGroup gone = new ControlGroup(folder.resolve("no-such-group"));

        assertThatThrownBy(() -> RunningChild.shell(gone, "touch " + file)).isInstanceOf(NotAdmitted.class);

        assertThat(file).doesNotExist();
    }

    @Test
    void processesThatFledFromEverythingElseAreKilledWithTheGroup() throws IOException, SpawnFailed {
        killsAll(ControlGroup::kill);
    }

    @Test
    void aKernelThatCannotKillAGroupFreezesItFirst() throws IOException, SpawnFailed {
        killsAll(ControlGroup::killFrozen);
    }

    /** What a kill has to end: no mark, a session of its own, no parent, and a new process every few milliseconds. */
    private void killsAll(Consumer<ControlGroup> kill) throws IOException, SpawnFailed {
        Path chain = folder.resolve("chain.sh");
        Files.writeString(chain, "sleep 0.01\nenv -i setsid /bin/sh " + chain + " &\n");
        try (ControlGroups groups = real()) {
            if (groups.lack() != null) {
                return;
            }
            ControlGroup group = groups.make(UUID.randomUUID().toString(), ResourceLimits.NONE);
            String start = "for i in 1 2 3 4 5 6 7 8; do env -i setsid /bin/sh " + chain + " & done; echo ready";
            try (RunningChild running = RunningChild.shell(group, start)) {
                running.awaitOutput("ready");
                running.child().awaitExit();
                kill.accept(group);
                assertThat(groupEmptiesWithin(group, Duration.ofSeconds(10))).isTrue();
            }
            assertThat(group.remove()).isTrue();
        }
    }

    private static boolean groupEmptiesWithin(ControlGroup group, Duration wait) {
        long deadline = System.nanoTime() + wait.toNanos();
        while (!group.processes().isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    private static ControlGroups real() {
        ControlGroups groups = ControlGroups.open(Path.of("/"));
        if (groups.lack() != null) {
            System.out.println("not run, because no control group can be made here: " + groups.lack());
        }
        return groups;
    }
}
