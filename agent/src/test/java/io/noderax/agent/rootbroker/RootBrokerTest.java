package io.noderax.agent.rootbroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.agent.containment.TaskLimits;
import io.noderax.agent.root.BrokerRequest;
import io.noderax.agent.root.RootProcess;
import io.noderax.agent.root.RootRefused;
import io.noderax.linux.Child;
import io.noderax.linux.ChildCommand;
import io.noderax.linux.ChildExit;
import io.noderax.linux.ChildOutput;
import io.noderax.linux.ControlGroups;
import io.noderax.linux.HandedPipes;
import io.noderax.linux.HandedTerminal;
import io.noderax.linux.ProcessFamily;
import io.noderax.linux.ProcessTable;
import io.noderax.linux.Pty;
import io.noderax.linux.PtyMode;
import io.noderax.linux.Spawner;
import io.noderax.linux.WindowSize;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.rootaccess.RootProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the broker does for who may ask, with real processes. */
class RootBrokerTest {
    @TempDir
    private Path folder;

    @Test
    void aCommandRunsWithItsOutputAndItsExitCode() throws Exception {
        try (RunningBroker broker = open(RootProfile.TASK)) {
            BrokerRequest.Run request = RunningBroker.command(
                    "echo out; echo err >&2; echo $HOME $TOKEN $NODERAX_ATTEMPT_ID; ls /proc/self/fd | wc -l; exit 7");
            RunningBroker.Ended ended = broker.run(request);

            assertThat(ended.exit()).isEqualTo(new ChildExit.Exited(7));
            assertThat(ended.output())
                    .contains("out\n", "err\n", "/root s3cret-value " + request.attempt() + "\n", "4\n");
        }
    }

    @Test
    void whatACommandHasUsedIsToldAndWhatFledFromItIsEnded() throws Exception {
        Path chain = folder.resolve("chain.sh");
        Files.writeString(chain, "sleep 0.02\nenv -i setsid /bin/sh " + chain + " &\n");
        BrokerRequest request =
                RunningBroker.command("(env -i setsid /bin/sh " + chain + " >/dev/null 2>&1 &); echo begun; sleep 300");
        try (ControlGroups groups = ControlGroups.open(Path.of("/"));
                RunningBroker broker = open(RootProfile.TASK);
                HandedPipes pipes = HandedPipes.make();
                RootProcess process = broker.address().start(request, pipes.writeEnds());
                ChildOutput output = pipes.output(process.exitDescriptor())) {
            pipes.handedOver();
            output.read(Duration.ofSeconds(20));
            process.end(Duration.ofMillis(100));
            while (process.look() == null) {
                output.awaitExit(Duration.ofSeconds(1));
            }
            assertThat(process.use().cpuMillis()).isNotNull();
            assertThat(process.use().largestProcess()).isGreaterThan(100_000);
            if (groups.lack() == null) {
                assertThat(fledProcesses(chain)).isZero();
            } else {
                System.out.println("not run, because no control group can be made here: " + groups.lack());
            }
        }
    }

    private static long fledProcesses(Path chain) throws InterruptedException {
        Thread.sleep(100); // five steps of a chain that goes on
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(chain.toString()))
                .count();
    }

    @Test
    void anOperationIsRunByItsOwnWordsAlone() throws Exception {
        try (RunningBroker broker = open(RootProfile.OPERATIONAL)) {
            BrokerRequest request = new BrokerRequest.Operate(
                    UUID.randomUUID(), JsonObject.of("operation", "$(reboot); reboot"), TaskLimits.NONE);

            assertThat(broker.run(request).output()).isEqualTo("asked for {\"operation\":\"$(reboot); reboot\"}\n");
        }
    }

    @Test
    void aShellHasTheTerminalAndIsHungUpWithEverythingThatCameOfIt() throws Exception {
        try (RunningBroker broker = open(RootProfile.TERMINAL);
                HandedTerminal terminal = HandedTerminal.open(new WindowSize(100, 30));
                RootProcess process = broker.address()
                        .start(
                                new BrokerRequest.Terminal(UUID.randomUUID(), "/bin/bash", PtyMode.PTY_CTTY),
                                terminal.slave());
                Pty pty = terminal.pty(process.identity(), process.exitDescriptor(), process)) {
            terminal.handedOver();
            byte[] keys = "(trap '' HUP TERM; setsid sleep 1000 & echo pid=$!; wait); id -u; tty\n"
                    .getBytes(StandardCharsets.UTF_8);
            pty.write(keys, 0, keys.length);
            String seen = awaitText(pty, "pid=\\d+\r");
            long stubborn = Long.parseLong(seen.replaceAll("(?s).*pid=(\\d+)\r.*", "$1"));

            assertThat(process.hangUp(Duration.ofMillis(400))).isZero();
            assertThat(isRunning(stubborn)).isFalse();
            assertThat(isRunning(process.identity().pid())).isFalse();
        }
    }

    @Test
    void nothingRunsBeyondTheAppliedProfileAndItIsKeptOverARestart() throws Exception {
        BrokerRequest operate =
                new BrokerRequest.Operate(UUID.randomUUID(), JsonObject.of("operation", "reboot"), TaskLimits.NONE);
        try (RunningBroker broker = new RunningBroker(folder)) {
            assertRefused(broker, RunningBroker.command("id"), "applied is off");
            broker.address().apply(RootProfile.TASK);
            assertRefused(broker, operate, "surface \"operational\"");
        }
        try (RunningBroker broker = new RunningBroker(folder)) {
            assertThat(broker.run(RunningBroker.command("echo hi")).output()).isEqualTo("hi\n");
            broker.address().apply(RootProfile.OFF);
            assertRefused(broker, RunningBroker.command("id"), "applied is off");
        }
    }

    @Test
    void aLogIsReadForTheOperationalSurfaceOnlyAndEveryReadIsWrittenDown() throws Exception {
        JsonObject scan = JsonObject.of("sourcePresetId", "syslog");
        try (RunningBroker broker = open(RootProfile.TASK)) {
            assertThatThrownBy(() -> broker.address().readLog(scan))
                    .isInstanceOf(RootRefused.class)
                    .hasMessageContaining("surface \"operational\"");
            broker.address().apply(RootProfile.OPERATIONAL);

            assertThat(broker.address().readLog(scan)).isEqualTo(JsonObject.of("asked", scan));
            assertThatThrownBy(() -> broker.address().readLog(JsonObject.of("sourcePresetId", "/etc/shadow")))
                    .isInstanceOf(RootRefused.class)
                    .hasMessage("there is no /etc/shadow");
            assertThat(broker.audit().toString()).contains("read-log syslog").contains("read-log /etc/shadow");
        }
    }

    @Test
    void rootsLimitIsAboveWhateverTheAgentApplies() throws Exception {
        open(RootProfile.ALL).close();
        try (RunningBroker broker = new RunningBroker(folder, RootProfile.OPERATIONAL, null)) {
            assertRefused(broker, RunningBroker.command("id"), "at most operational");
            assertThatThrownBy(() -> broker.address().apply(RootProfile.OPERATIONAL_TASK))
                    .isInstanceOf(RootRefused.class)
                    .hasMessageContaining("--highest operational")
                    .hasMessageContaining("\"task\"");
            broker.address().apply(RootProfile.OPERATIONAL);
        }
    }

    @Test
    void theWholeFamilyIsEndedAlsoWhereItIgnoresTerm() throws Exception {
        try (RunningBroker broker = open(RootProfile.TASK);
                Stubborn task = new Stubborn(broker)) {
            task.process.end(Duration.ofMillis(300));

            task.awaitExit();
            assertThat(task.process.look()).isEqualTo(new ChildExit.Signalled(9));
            task.assertGone();
        }
    }

    @Test
    void whenTheCallerIsGoneTheFamilyIsEnded() throws Exception {
        try (RunningBroker broker = open(RootProfile.TASK)) {
            Stubborn task = new Stubborn(broker);
            task.close();

            task.assertGone();
        }
    }

    @Test
    void aBrokerThatIsStoppedEndsWhatItHasStartedAndItsCallerHearsOfIt() throws Exception {
        try (RunningBroker broker = open(RootProfile.TASK);
                Stubborn task = new Stubborn(broker)) {
            broker.stop();

            task.awaitExit();
            task.assertGone();
            assertThat(task.process.isBrokerLost() || task.process.look() instanceof ChildExit.Signalled)
                    .isTrue();
        }
    }

    @Test
    void whatAKilledBrokerHasLeftIsEndedByTheNextOne() throws Exception {
        open(RootProfile.TASK).close();
        String attempt = UUID.randomUUID().toString();
        ProcessTable processes = new ProcessTable(Path.of("/proc"));
        Child left = new Spawner(processes)
                .spawn(new ChildCommand(List.of("/bin/sleep", "1000"), Map.of("NODERAX_ATTEMPT_ID", attempt), "/"));
        RunningFile.write(
                folder.resolve("own/running"), new ProcessFamily(left.identity(), "NODERAX_ATTEMPT_ID=" + attempt));

        try (RunningBroker _ = new RunningBroker(folder)) {
            assertThat(left.awaitExit()).isEqualTo(new ChildExit.Signalled(15));
            left.output().close();
        }
        assertThat(folder.resolve("own/running")).isEmptyDirectory();
    }

    @Test
    void everyUseIsWrittenDownWithoutTheValuesOfTheEnvironment() throws Exception {
        try (RunningBroker broker = open(RootProfile.TASK)) {
            broker.run(RunningBroker.command("exit 3"));
            broker.address().apply(RootProfile.OFF);
            assertRefused(broker, RunningBroker.command("true"), "off");

            List<JsonObject> audit = broker.audit();
            assertThat(audit.stream().map(line -> line.text("outcome")))
                    .containsExactly("allowed", "allowed", "ended", "allowed", "refused");
            assertThat(audit.get(1).text("what")).contains("/bin/sh -lc exit 3").contains("TOKEN");
            assertThat(audit.get(2).text("detail")).isEqualTo("exit code 3");
            assertThat(audit.get(4).get("pid"))
                    .isEqualTo(ProcessHandle.current().pid());
            assertThat(audit.get(4).get("uid")).isEqualTo(0L);
            assertThat(audit.toString()).doesNotContain("s3cret-value");
        }
        for (String file : List.of("audit.jsonl", "profile.json")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("own").resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aCommandThatCannotBeStartedIsSaid() throws Exception {
        try (RunningBroker broker = open(RootProfile.TASK)) {
            BrokerRequest nowhere = new BrokerRequest.Run(
                    UUID.randomUUID(), "/bin/sh", "true", "/no/such/folder", Map.of(), TaskLimits.NONE);

            assertThatThrownBy(() -> broker.run(nowhere))
                    .isInstanceOf(RootRefused.class)
                    .hasMessageContaining("/no/such/folder")
                    .extracting(e -> ((RootRefused) e).code())
                    .isEqualTo("not-started");
        }
    }

    @Test
    void onASocketOfTheServiceManagersItEndsWhenNobodyNeedsIt() throws Exception {
        try (RunningBroker broker = new RunningBroker(folder, RootProfile.ALL, Duration.ofMillis(1500))) {
            broker.address().apply(RootProfile.TASK);
            broker.run(RunningBroker.command("sleep 2"));
            assertThat(broker.isServing()).isTrue();

            broker.awaitOwnEnd();
            assertThat(broker.isServing()).isFalse();
        }
    }

    @Test
    void aSecondBrokerAndAForeignFolderAreRefused() throws IOException {
        try (RunningBroker _ = new RunningBroker(folder)) {
            assertThatThrownBy(() -> new RunningBroker(folder))
                    .isInstanceOf(java.nio.channels.OverlappingFileLockException.class);
        }
        Path foreign = Files.createDirectories(folder.resolve("foreign/own"));
        Files.setAttribute(foreign, "unix:uid", 12345);
        assertThatThrownBy(() -> new RunningBroker(folder.resolve("foreign")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("12345");
    }

    private RunningBroker open(RootProfile profile) throws IOException, RootRefused {
        RunningBroker broker = new RunningBroker(folder);
        broker.address().apply(profile);
        return broker;
    }

    private static void assertRefused(RunningBroker broker, BrokerRequest request, String reason) {
        assertThatThrownBy(() -> broker.run(request))
                .isInstanceOf(RootRefused.class)
                .hasMessageContaining(reason)
                .extracting(e -> ((RootRefused) e).code())
                .isEqualTo("root-access-refused");
    }

    private static String awaitText(Pty pty, String pattern) {
        StringBuilder seen = new StringBuilder();
        byte[] bytes = new byte[1000];
        java.util.regex.Pattern wanted = java.util.regex.Pattern.compile(pattern);
        while (!wanted.matcher(seen).find()) {
            pty.await(true, false, RunningBroker.LIMIT);
            int length = pty.read(bytes, bytes.length);
            assertThat(length).as("the terminal goes on after " + seen).isNotNegative();
            seen.append(new String(bytes, 0, length, StandardCharsets.UTF_8));
        }
        return seen.toString();
    }

    private static boolean isRunning(long pid) {
        try {
            return !Files.readString(Path.of("/proc", Long.toString(pid), "stat"))
                    .contains(") Z ");
        } catch (IOException e) {
            return false;
        }
    }

    /** A task that takes no notice of TERM, with a grandchild in a session of its own that does not either. */
    private static final class Stubborn implements AutoCloseable {
        private static final String COMMAND =
                "trap '' TERM; setsid sh -c 'trap \"\" TERM; echo ready; sleep 1000' &" + " while :; do sleep 1; done";

        final RootProcess process;
        private final HandedPipes pipes = HandedPipes.make();
        private final ChildOutput output;
        private final ProcessFamily family;

        Stubborn(RunningBroker broker) throws Exception {
            BrokerRequest.Run request = RunningBroker.command(COMMAND);
            process = broker.address().start(request, pipes.writeEnds());
            pipes.handedOver();
            output = pipes.output(process.exitDescriptor());
            family = new ProcessFamily(process.identity(), "NODERAX_ATTEMPT_ID=" + request.attempt());
            RunningBroker.await(output, "ready");
        }

        void awaitExit() {
            while (process.look() == null) {
                output.awaitExit(Duration.ofMillis(50));
            }
        }

        void assertGone() {
            long deadline = System.nanoTime() + RunningBroker.LIMIT.toNanos();
            while (isThere() && System.nanoTime() - deadline < 0) {
                Thread.onSpinWait();
            }
            assertThat(isThere()).as("processes of the task are there").isFalse();
        }

        private boolean isThere() {
            return ProcessHandle.allProcesses()
                    .anyMatch(handle -> environment(handle).contains(family.mark()));
        }

        private static String environment(ProcessHandle handle) {
            try {
                return Files.readString(
                        Path.of("/proc", Long.toString(handle.pid()), "environ"), StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                return "";
            }
        }

        @Override
        public void close() {
            output.close();
            process.close();
            pipes.close();
        }
    }
}
