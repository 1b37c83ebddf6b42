package io.noderax.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.agent.journal.AttemptJournal;
import io.noderax.agent.journal.Journal;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.log.Level;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.JsonObject;
import io.noderax.testkit.controlplane.Call;
import io.noderax.testkit.controlplane.FakeControlPlane;
import io.noderax.testkit.controlplane.Fault;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's process is killed between any two steps of a task's life: no result is lost, nothing runs twice. */
class KilledAgentTest {
    private static final Duration NEVER = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final FakeControlPlane fake = FakeControlPlane.start();
    private UUID node;
    private AgentProcess agent;
    private Path trace;

    @BeforeEach
    void start() {
        // As the reference does, the fake gives a task to a poll whose agent was killed: the lease brings it back.
        fake.setLease(Duration.ofSeconds(1));
        node = fake.addNode(TestAgent.TOKEN);
        trace = folder.resolve("trace");
        agent = new AgentProcess(folder, fake.url(), node);
    }

    @AfterEach
    void close() throws InterruptedException {
        System.out.println(agent.log());
        agent.kill();
        fake.close();
    }

    @Test
    void afterTheClaimTheLeaseGivesTheTaskBackAndItRunsOnce() throws Exception {
        fake.plan("/accepted", new Fault.LateAnswer(NEVER));
        UUID task = queue("exit 6");
        fake.awaitCalls("/accepted", 1);

        killAndRestart();

        fake.awaitEnd(task);
        assertRanOnce();
        assertThat(fake.completion(task).get("exitCode")).isEqualTo(6L);
    }

    @Test
    void afterTheStartWasConfirmedToNobodyTheTaskEndsUnrunWithThatReason() throws Exception {
        fake.plan("/started", new Fault.LateAnswer(NEVER));
        UUID task = queue("exit 6");
        fake.await(
                "the start", Duration.ofSeconds(20), plane -> plane.status(task).equals("running"));

        killAndRestart();

        fake.awaitEnd(task);
        assertThat(trace).doesNotExist();
        assertThat(fake.status(task)).isEqualTo("failed");
        assertThat(fake.completion(task).text("error")).contains("nothing of it was executed");
        assertThat(fake.completion(task).object("result").text("reason")).isEqualTo("not-started");
        assertThat(fake.starts(task)).isEqualTo(1);
    }

    @Test
    void afterTheStartWasConfirmedToNobodyAServerThatTakesAttemptsBackHasTheTaskRunOnce() throws Exception {
        fake.extend(Duration.ZERO);
        fake.plan("/started", new Fault.LateAnswer(NEVER));
        UUID task = queue("exit 6");
        fake.await(
                "the start", Duration.ofSeconds(20), plane -> plane.status(task).equals("running"));

        killAndRestart();

        fake.awaitEnd(task);
        assertRanOnce();
        assertThat(fake.completion(task).get("exitCode")).isEqualTo(6L);
    }

    @Test
    void theAnswerToAReturnThatIsLostDoesNotDisturbTheNextAttempt() throws Exception {
        fake.extend(Duration.ZERO);
        fake.plan("/started", new Fault.LateAnswer(NEVER));
        fake.plan("/completed", new Fault.LostAnswer());
        UUID task = queue("exit 6");
        fake.await(
                "the start", Duration.ofSeconds(20), plane -> plane.status(task).equals("running"));

        killAndRestart();

        fake.awaitEnd(task);
        assertRanOnce();
        assertThat(fake.completion(task).get("exitCode")).isEqualTo(6L);
        assertThat(fake.calls("/completed").stream().map(Call::status)).contains(409);
    }

    @Test
    void beforeItsHolderHasTheOrderTheTaskIsGivenBackAndRunsOnce() throws Exception {
        fake.extend(Duration.ZERO);
        UUID task = killBetweenJournalAndOrder();

        signalHolder("CONT");
        agent.start();

        fake.awaitEnd(task);
        assertRanOnce();
        assertThat(fake.completion(task).get("exitCode")).isEqualTo(6L);
    }

    @Test
    void killedWithItsHolderBeforeTheOrderTheTaskIsGivenBackAndRunsOnce() throws Exception {
        fake.extend(Duration.ZERO);
        UUID task = killBetweenJournalAndOrder();

        agent.killHolder();
        agent.start();

        fake.awaitEnd(task);
        assertRanOnce();
        assertThat(fake.completion(task).get("exitCode")).isEqualTo(6L);
    }

    @Test
    void aReferenceServerIsToldThatNothingOfSuchATaskRan() throws Exception {
        UUID task = killBetweenJournalAndOrder();

        signalHolder("CONT");
        agent.start();

        fake.awaitEnd(task);
        assertThat(trace).doesNotExist();
        assertThat(fake.completion(task).object("result").text("reason")).isEqualTo("not-started");
    }

    /** The holder is stopped: the agent has written down that it starts the task, and cannot tell the holder. */
    private UUID killBetweenJournalAndOrder() throws Exception {
        fake.awaitEnd(fake.queueCommand(node, "true"));
        signalHolder("STOP");
        UUID task = queue("exit 6");
        Path steps = folder.resolve("journal").resolve(task.toString()).resolve("steps");
        new LookLoop("the step before the order").until(() -> contains(steps, "starting"));
        agent.kill();
        return task;
    }

    private void signalHolder(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(agent.holderPid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.exists(file) && Files.readString(file).contains(text);
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void whileItRunsTheTaskGoesOnAndNoByteAndNotItsExitCodeIsLost() throws Exception {
        Path go = folder.resolve("go");
        UUID task = queue(
                "echo begun; until [ -e %s ]; do sleep 0.05; done; seq 1 2000; echo end >&2; exit 7".formatted(go));
        awaitLine(task, "stdout: begun");

        agent.kill();
        Files.createFile(go);
        agent.start();

        fake.awaitEnd(task);
        assertRanOnce();
        assertThat(fake.status(task)).isEqualTo("failed");
        assertThat(fake.completion(task).get("exitCode")).isEqualTo(7L);
        assertThat(fake.lines(task)).startsWith("stdout: begun").contains("stdout: 1", "stdout: 2000", "stderr: end");
        assertThat(fake.lines(task)).as("one line may come twice").hasSizeBetween(2002, 2003);
        assertThat(Set.copyOf(fake.lines(task))).hasSize(2002);
        assertThat(fake.completion(task).text("output"))
                .startsWith("begun\n")
                .contains("\n1\n2\n3\n")
                .contains("\n2000\n")
                .contains("[stderr] end\n");
    }

    @Test
    void aTaskThatEndedWhileTheAgentWasAwayIsReportedByTheNext() throws Exception {
        Path ended = folder.resolve("ended");
        UUID task = queue("echo begun; sleep 1; echo late; touch %s; exit 8".formatted(ended));
        awaitLine(task, "stdout: begun");

        agent.kill();
        awaitFile(ended);
        agent.start();

        fake.awaitEnd(task);
        assertRanOnce();
        assertThat(fake.completion(task).get("exitCode")).isEqualTo(8L);
        assertThat(fake.lines(task)).contains("stdout: late");
    }

    @Test
    void aCancelStillWorksAfterARestart() throws Exception {
        Path pid = folder.resolve("pid");
        UUID task = queue("echo $$ >%s; echo begun; sleep 300".formatted(pid));
        awaitLine(task, "stdout: begun");

        killAndRestart();
        fake.cancel(task, "enough");

        fake.awaitEnd(task);
        assertThat(fake.status(task)).isEqualTo("cancelled");
        assertThat(fake.completion(task).text("error")).contains("enough");
        assertThat(Pids.isRunning(Files.readString(pid))).isFalse();
    }

    @Test
    void aTimeoutEndsTheTaskAlsoWhileTheAgentIsAway() throws Exception {
        Path pid = folder.resolve("pid");
        UUID task = fake.queue(
                node,
                "shell.exec",
                JsonObject.builder()
                        .put("command", "echo $$ >%s; echo begun; sleep 300".formatted(pid))
                        .put("timeout", "2s")
                        .build());
        awaitLine(task, "stdout: begun");

        agent.kill();
        awaitEnded(pid);
        agent.start();

        fake.awaitEnd(task);
        assertThat(fake.completion(task).text("status")).isEqualTo("timeout");
        assertThat(fake.completion(task).text("error")).contains("2s");
    }

    @Test
    void aKilledHolderEndsItsTasksWithThatReasonAndTheNextTaskHasANewOne() throws Exception {
        Path pid = folder.resolve("pid");
        UUID task = queue("setsid sleep 301 & echo $$ >%s; echo begun; sleep 300".formatted(pid));
        awaitLine(task, "stdout: begun");

        agent.killHolder();

        fake.awaitEnd(task);
        assertThat(fake.status(task)).isEqualTo("failed");
        assertThat(fake.completion(task).object("result").text("reason")).isEqualTo("holder-killed");
        assertThat(fake.completion(task).text("error")).contains("holder");
        assertThat(Pids.isRunning(Files.readString(pid))).isFalse();
        UUID next = fake.queueCommand(node, "exit 4");
        fake.awaitEnd(next);
        assertThat(fake.completion(next).get("exitCode")).isEqualTo(4L);
    }

    @Test
    void afterARestartOfTheMachineTheTaskIsReportedWithThatReason() throws Exception {
        Path pid = folder.resolve("pid");
        UUID task = queue("echo $$ >%s; echo begun; sleep 300".formatted(pid));
        awaitLine(task, "stdout: begun");
        agent.kill();
        agent.killHolder();
        ofAnotherBoot(task);

        agent.start();

        fake.awaitEnd(task);
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroyForcibly);
        assertThat(fake.status(task)).isEqualTo("failed");
        assertThat(fake.completion(task).object("result").text("reason")).isEqualTo("machine-restarted");
    }

    private void ofAnotherBoot(UUID task) throws IOException {
        EventLog silent =
                new EventLog(new PrintStream(OutputStream.nullOutputStream()), Level.ERROR, Clock.systemUTC());
        Journal journal = Journal.open(folder.resolve("journal"), 1024 * 1024, silent, Clock.systemUTC());
        AttemptJournal attempt = journal.find(new TaskId(task));
        assertThat(attempt).isNotNull();
        attempt.starting(
                "another-boot",
                "holder-3.sock",
                Duration.ofMinutes(1),
                Clock.systemUTC().instant());
        journal.close();
    }

    @Test
    void inTheMiddleOfAFloodEveryByteArrivesAndIsProven() throws Exception {
        fake.extend(Duration.ZERO);
        UUID task = queue("for i in 1 2 3 4 5 6 7 8; do seq 1 100000; sleep 0.3; done; exit 9");
        fake.awaitCalls("/log-batches", 2);

        killAndRestart();

        fake.await("a log that is complete", Duration.ofSeconds(40), plane -> "complete".equals(plane.logState(task)));
        assertRanOnce();
        assertThat(fake.stdout(task)).hasSize(8 * 588_895);
        assertThat(fake.completion(task).get("exitCode")).isEqualTo(9L);
    }

    @Test
    void agentAndHolderKilledTogetherIsToldByTheNextAgent() throws Exception {
        Path pid = folder.resolve("pid");
        UUID task = queue("echo $$ >%s; echo begun; sleep 300".formatted(pid));
        awaitLine(task, "stdout: begun");

        agent.killHolder();
        killAndRestart();

        fake.awaitEnd(task);
        assertRanOnce();
        assertThat(fake.completion(task).object("result").text("reason")).isEqualTo("holder-killed");
        assertThat(Pids.isRunning(Files.readString(pid))).isFalse();
    }

    @Test
    void beforeTheResultIsToldTheRightExitCodeIsDeliveredAfterTheRestart() throws Exception {
        fake.plan("/completed", new Fault.LostRequest(), new Fault.LostRequest(), new Fault.LostRequest());
        UUID task = queue("echo out; exit 6");
        fake.awaitCalls("/completed", 1);

        killAndRestart();

        fake.awaitEnd(task);
        assertRanOnce();
        assertThat(fake.completion(task).get("exitCode")).isEqualTo(6L);
        assertThat(fake.lines(task)).contains("stdout: out");
    }

    @Test
    void afterTheResultWasTakenButNotAcknowledgedItIsToldAgainWithoutHarm() throws Exception {
        fake.plan("/completed", new Fault.LateAnswer(NEVER));
        UUID task = queue("exit 6");
        fake.awaitCalls("/started", 1);
        fake.await(
                "the end", Duration.ofSeconds(20), plane -> plane.status(task).equals("failed"));

        killAndRestart();

        fake.awaitCalls("/completed", 2);
        UUID next = fake.queueCommand(node, "true");
        fake.awaitEnd(next);
        assertRanOnce();
        assertThat(fake.completion(task).get("exitCode")).isEqualTo(6L);
        assertThat(folder.resolve("journal").resolve(task.toString())).doesNotExist();
    }

    @Test
    void atRandomMomentsEveryTaskEndsAndNoneRunsTwice() throws Exception {
        killAtRandomMoments((runs, starts, end) -> {
            assertThat(runs).hasSizeLessThanOrEqualTo(1);
            assertThat(starts).isLessThanOrEqualTo(1);
        });
    }

    @Test
    void atRandomMomentsEveryTaskOfAServerThatTakesAttemptsBackRunsOnceAndEndsByItself() throws Exception {
        fake.extend(Duration.ZERO);
        killAtRandomMoments((runs, starts, end) -> {
            assertThat(runs).containsExactly("run");
            assertThat(end.get("exitCode")).isEqualTo(9L);
        });
    }

    /** What has to hold of a task, one line a run. */
    private interface Demand {
        void check(List<String> runs, int starts, JsonObject end);
    }

    private void killAtRandomMoments(Demand demand) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 8; round++) {
            System.out.println("seed " + seed + ", round " + round);
            Path mark = folder.resolve("round-" + round);
            UUID task = fake.queueCommand(node, "echo run >>%s; echo a; sleep 0.1; echo b; exit 9".formatted(mark));
            awaitClaimed(task);
            Thread.sleep(random.nextInt(400)); // the moment of the kill is what is random here; nothing is waited for
            killAndRestart();
            fake.awaitEnd(task);
            List<String> runs = Files.exists(mark) ? Files.readAllLines(mark) : List.of();
            demand.check(runs, fake.starts(task), fake.completion(task));
        }
    }

    @Test
    void aStopBySignalLeavesTheTasksRunningAndTheNextAgentReportsThem() throws Exception {
        Path go = folder.resolve("go");
        UUID task = queue("echo begun; until [ -e %s ]; do sleep 0.05; done; echo end; exit 5".formatted(go));
        awaitLine(task, "stdout: begun");

        assertThat(agent.stop()).isZero();
        assertThat(fake.status(task)).isEqualTo("running");
        Files.createFile(go);
        agent.start();

        fake.awaitEnd(task);
        assertRanOnce();
        assertThat(fake.completion(task).get("exitCode")).isEqualTo(5L);
        assertThat(fake.lines(task)).containsExactly("stdout: begun", "stdout: end");
    }

    @Test
    void anAgentThatStopsLetsAHolderWithoutTasksEnd() throws Exception {
        UUID task = queue("true");
        fake.awaitEnd(task);
        long holder = agent.holderPid();

        assertThat(agent.stop()).isZero();

        awaitEnded(Long.toString(holder));
        assertThat(folder.resolve("journal").resolve("holder-3.sock")).doesNotExist();
    }

    private void awaitLine(UUID task, String line) {
        fake.await(
                "the line " + line,
                Duration.ofSeconds(20),
                plane -> plane.lines(task).contains(line));
    }

    private static void awaitFile(Path file) {
        new LookLoop("the file " + file).until(() -> Files.exists(file));
    }

    private static void awaitEnded(Path pid) throws IOException {
        awaitEnded(Files.readString(pid));
    }

    private static void awaitEnded(String pid) {
        new LookLoop("the end of process " + pid).until(() -> {
            try {
                return !Pids.isRunning(pid);
            } catch (IOException e) {
                return true;
            }
        });
    }

    private UUID queue(String command) {
        return fake.queueCommand(node, "echo run >>%s; %s".formatted(trace, command));
    }

    private void awaitClaimed(UUID task) {
        fake.await(
                "the claim",
                Duration.ofSeconds(20),
                plane -> !plane.status(task).equals("queued"));
    }

    private void killAndRestart() throws InterruptedException {
        agent.kill();
        agent.start();
    }

    private void assertRanOnce() throws IOException {
        assertThat(Files.readAllLines(trace)).containsExactly("run");
    }
}
