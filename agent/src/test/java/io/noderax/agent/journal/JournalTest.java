package io.noderax.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.agent.log.EventLog;
import io.noderax.agent.log.Level;
import io.noderax.linux.ProcessIdentity;
import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the disk is still there after a crash; what a crash tore is cut off, and nothing else. */
class JournalTest {
    private static final Instant NOW = Instant.parse("2026-11-23T20:21:15.600Z");
    private static final JsonObject RESULT = JsonObject.of("status", "success");

    @TempDir
    private Path folder;

    private final TaskId task = new TaskId(UUID.randomUUID());
    private final AttemptId attempt = new AttemptId(UUID.randomUUID());

    @Test
    void eachStepIsFoundAgainByTheNextRun() throws IOException {
        AttemptJournal first = open().claim(task, attempt);
        assertThat(reopened().stage()).isEqualTo(Stage.CLAIMED);

        first.starting("boot", NOW);
        assertThat(reopened().stage()).isEqualTo(Stage.STARTING);
        assertThat(reopened().bootId()).isEqualTo("boot");

        first.started(new ProcessIdentity(77, 123L, "boot"), NOW);
        assertThat(reopened().process()).isEqualTo(new ProcessIdentity(77, 123L, "boot"));

        first.exited(RESULT, NOW);
        AttemptJournal found = reopened();
        assertThat(found.stage()).isEqualTo(Stage.EXITED);
        assertThat(found.completion()).isEqualTo(RESULT);
        assertThat(found.attempt()).isEqualTo(attempt);
    }

    @Test
    void aTornRecordAtTheEndIsCutOffAndTheStepsBeforeItStand() throws IOException {
        AttemptJournal first = open().claim(task, attempt);
        first.starting("boot", NOW);
        Path steps = folder.resolve(task.toString()).resolve("steps");
        Files.writeString(steps, "0badc0de {\"step\":\"exi", StandardOpenOption.APPEND);

        AttemptJournal found = reopened();
        assertThat(found.stage()).isEqualTo(Stage.STARTING);

        found.exited(RESULT, NOW);
        assertThat(reopened().completion()).isEqualTo(RESULT);
    }

    @Test
    void aRecordWhoseBytesWereChangedIsNotBelieved() throws IOException {
        AttemptJournal first = open().claim(task, attempt);
        first.starting("boot", NOW);
        first.exited(RESULT, NOW);
        Path steps = folder.resolve(task.toString()).resolve("steps");
        Files.writeString(steps, Files.readString(steps).replace("success", "failure"));

        assertThat(reopened().stage()).isEqualTo(Stage.STARTING);
        assertThat(reopened().completion()).isNull();
    }

    @Test
    void aFolderThatNobodyUnderstandsIsPutAsideAndTheOthersAreRead() throws IOException {
        open().claim(task, attempt);
        Path strange = folder.resolve(UUID.randomUUID().toString());
        Files.createDirectories(strange);
        Files.writeString(strange.resolve("steps"), "\0\0\0\0");

        Journal journal = open();

        assertThat(journal.attempts()).extracting(AttemptJournal::task).containsExactly(task);
        assertThat(folder.resolve("undeliverable").resolve(strange.getFileName()))
                .isDirectory();
    }

    @Test
    void linesThatWereNotAcknowledgedAreTakenUpInOrder() throws IOException {
        OutputJournal output = open().claim(task, attempt).output();
        for (int i = 1; i <= 100; i++) {
            output.append(line(i));
        }
        output.publish();
        for (int i = 1; i <= 40; i++) {
            output.take(Duration.ofSeconds(1));
            output.acknowledge();
        }
        output.finish(NOW);

        List<String> left = texts(reopened().output());

        assertThat(left).hasSize(60).startsWith("line 41").endsWith("line 100");
    }

    @Test
    void aQuotaThatIsUsedUpLeavesOneGapWithTheExactCount() throws IOException {
        OutputJournal output = Journal.open(folder, 64 * 1024, silent(), Clock.systemUTC())
                .claim(task, attempt)
                .output();
        int appended = 20_000;
        for (int i = 1; i <= appended; i++) {
            output.append(line(i));
        }
        output.finish(NOW);

        long lines = 0;
        int gaps = 0;
        for (OutputLine line = output.take(Duration.ofSeconds(1));
                line != null;
                line = output.isAtEnd() ? null : output.take(Duration.ofSeconds(1))) {
            gaps += line.lines() == 1 ? 0 : 1;
            lines += line.lines();
            output.acknowledge();
        }

        assertThat(gaps).isEqualTo(1);
        assertThat(lines).isEqualTo(appended);
    }

    @Test
    void whatTheServerHasIsGoneFromTheDisk() throws IOException {
        Journal journal = open();
        AttemptJournal first = journal.claim(task, attempt);
        first.exited(RESULT, NOW);
        first.reported(NOW);
        journal.forget(first);

        assertThat(folder.resolve(task.toString())).doesNotExist();
        assertThat(open().attempts()).isEmpty();
    }

    private static OutputLine line(int number) {
        return new OutputLine(OutputLine.Stream.STDOUT, NOW, "line " + number, 1);
    }

    private static List<String> texts(OutputJournal output) {
        List<String> texts = new ArrayList<>();
        while (!output.isAtEnd()) {
            OutputLine line = output.take(Duration.ofSeconds(1));
            if (line != null) {
                texts.add(line.text());
                output.acknowledge();
            }
        }
        return texts;
    }

    private Journal open() {
        return Journal.open(folder, 1024 * 1024, silent(), Clock.systemUTC());
    }

    private AttemptJournal reopened() {
        AttemptJournal found = open().find(task);
        assertThat(found).isNotNull();
        return found;
    }

    private static EventLog silent() {
        return new EventLog(new PrintStream(OutputStream.nullOutputStream()), Level.ERROR, Clock.systemUTC());
    }
}
