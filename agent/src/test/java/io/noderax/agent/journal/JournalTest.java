package io.noderax.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        AttemptJournal first = open().claim(task, attempt, "shell.exec");
        assertThat(reopened().stage()).isEqualTo(Stage.CLAIMED);
        assertThat(reopened().type()).isEqualTo("shell.exec");

        first.starting("boot", "holder-3.sock", Duration.ofMinutes(3), NOW);
        assertThat(reopened().stage()).isEqualTo(Stage.STARTING);
        assertThat(reopened().bootId()).isEqualTo("boot");
        assertThat(reopened().holder()).isEqualTo("holder-3.sock");
        assertThat(reopened().timeout()).isEqualTo(Duration.ofMinutes(3));

        first.started(new ProcessIdentity(77, 123L, "boot"), NOW);
        assertThat(reopened().process()).isEqualTo(new ProcessIdentity(77, 123L, "boot"));

        first.exited(RESULT, NOW);
        AttemptJournal found = reopened();
        assertThat(found.stage()).isEqualTo(Stage.EXITED);
        assertThat(found.completion()).isEqualTo(RESULT);
        assertThat(found.attempt()).isEqualTo(attempt);
    }

    @Test
    void anAttemptOfAnAgentThatWroteNoTypeIsReadToo() throws IOException {
        Path place = Files.createDirectories(folder.resolve(task.toString()));
        try (StepFile steps = StepFile.open(place.resolve("steps"))) {
            steps.append(
                    JsonObject.builder()
                            .put("step", "claimed")
                            .put("at", NOW)
                            .put("task", task.value())
                            .put("attempt", attempt.value())
                            .build(),
                    true);
        }

        assertThat(reopened().attempt()).isEqualTo(attempt);
        assertThat(reopened().type()).isNull();
        assertThat(reopened().timeout()).isNull();
    }

    @Test
    void anAttemptThatWasGivenUpIsNeverLaunched() throws IOException {
        AttemptJournal given = open().claim(task, attempt, "shell.exec");

        assertThat(given.forestall()).isTrue();

        assertThat(reopened().forestall()).as("also by the next run").isTrue();
        assertThatThrownBy(() -> ExitFile.reserve(given.folder())).hasMessageContaining("was given up");
        assertThat(given.exitRecord()).isNull();
    }

    @Test
    void anAttemptWhoseLaunchHasBegunCannotBeGivenUp() throws IOException {
        AttemptJournal begun = open().claim(task, attempt, "shell.exec");
        ExitFile.reserve(begun.folder());

        assertThat(begun.forestall()).isFalse();

        ExitFile.delete(begun.folder());
        assertThat(begun.forestall()).as("nothing came of the launch").isTrue();
    }

    @Test
    void aTornRecordAtTheEndIsCutOffAndTheStepsBeforeItStand() throws IOException {
        AttemptJournal first = open().claim(task, attempt, "shell.exec");
        first.starting("boot", "holder-3.sock", Duration.ofMinutes(3), NOW);
        Path steps = folder.resolve(task.toString()).resolve("steps");
        Files.writeString(steps, "0badc0de {\"step\":\"exi", StandardOpenOption.APPEND);

        AttemptJournal found = reopened();
        assertThat(found.stage()).isEqualTo(Stage.STARTING);

        found.exited(RESULT, NOW);
        assertThat(reopened().completion()).isEqualTo(RESULT);
    }

    @Test
    void aRecordWhoseBytesWereChangedIsNotBelieved() throws IOException {
        AttemptJournal first = open().claim(task, attempt, "shell.exec");
        first.starting("boot", "holder-3.sock", Duration.ofMinutes(3), NOW);
        first.exited(RESULT, NOW);
        Path steps = folder.resolve(task.toString()).resolve("steps");
        Files.writeString(steps, Files.readString(steps).replace("success", "failure"));

        assertThat(reopened().stage()).isEqualTo(Stage.STARTING);
        assertThat(reopened().completion()).isNull();
    }

    @Test
    void aFolderThatNobodyUnderstandsIsPutAsideAndTheOthersAreRead() throws IOException {
        open().claim(task, attempt, "shell.exec");
        Path strange = folder.resolve(UUID.randomUUID().toString());
        Files.createDirectories(strange);
        Files.writeString(strange.resolve("steps"), "\0\0\0\0");

        Journal journal = open();

        assertThat(journal.attempts()).extracting(AttemptJournal::task).containsExactly(task);
        assertThat(folder.resolve("undeliverable").resolve(strange.getFileName()))
                .isDirectory();
    }

    @Test
    void whatTheServerHasIsGoneFromTheDisk() throws IOException {
        Journal journal = open();
        AttemptJournal first = journal.claim(task, attempt, "shell.exec");
        first.exited(RESULT, NOW);
        first.reported(NOW);
        journal.forget(first);

        assertThat(folder.resolve(task.toString())).doesNotExist();
        assertThat(open().attempts()).isEmpty();
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
