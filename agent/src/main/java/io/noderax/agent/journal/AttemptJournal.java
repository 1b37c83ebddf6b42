package io.noderax.agent.journal;

import io.noderax.agent.containment.GroupFile;
import io.noderax.agent.files.DurableFile;
import io.noderax.linux.ProcessIdentity;
import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt on the disk: its steps, its result until the server has it, and its output.
 *
 * <p>The steps belong to the thread that runs the attempt. Neither command nor environment is written: they may hold secrets,
 * and nothing is ever started from here.
 */
public final class AttemptJournal {
    private static final String STEPS = "steps";

    private final Path folder;
    private final TaskId task;
    private final AttemptId attempt;
    private final StepFile steps;
    private final AttemptLog log;
    private volatile Stage stage = Stage.CLAIMED;
    private @Nullable String type;
    private @Nullable Duration timeout;
    private @Nullable String bootId;
    private @Nullable String holder;
    private @Nullable ProcessIdentity process;
    private volatile @Nullable JsonObject completion;

    private AttemptJournal(Path folder, TaskId task, AttemptId attempt, StepFile steps, AttemptLog log) {
        this.folder = folder;
        this.task = task;
        this.attempt = attempt;
        this.steps = steps;
        this.log = log;
    }

    static AttemptJournal create(Path folder, TaskId task, AttemptId attempt, String type, AttemptLog log, Instant now)
            throws IOException {
        StepFile steps = StepFile.open(folder.resolve(STEPS));
        JsonObject claimed = step(Stage.CLAIMED, now)
                .put("task", task.value())
                .put("attempt", attempt.value())
                .put("type", type)
                .build();
        steps.append(claimed, false);
        AttemptJournal journal = new AttemptJournal(folder, task, attempt, steps, log);
        journal.apply(claimed);
        return journal;
    }

    /** Reads what an earlier run left; null when not even the first record is whole. */
    static @Nullable AttemptJournal reopen(Path folder, AttemptLog log) throws IOException {
        Path file = folder.resolve(STEPS);
        StepFile.Content content =
                Files.exists(file) ? StepFile.read(file) : new StepFile.Content(java.util.List.of(), 0);
        JsonObject claimed =
                content.records().isEmpty() ? null : content.records().getFirst();
        if (claimed == null || claimed.text("task") == null || claimed.text("attempt") == null) {
            return null;
        }
        TaskId task = new TaskId(java.util.UUID.fromString(String.valueOf(claimed.text("task"))));
        AttemptId attempt = new AttemptId(java.util.UUID.fromString(String.valueOf(claimed.text("attempt"))));
        AttemptJournal journal = new AttemptJournal(folder, task, attempt, StepFile.open(file), log);
        content.records().forEach(journal::apply);
        return journal;
    }

    public TaskId task() {
        return task;
    }

    public AttemptId attempt() {
        return attempt;
    }

    /** The task's type; null when an agent that did not write it down has begun the attempt. */
    public @Nullable String type() {
        return type;
    }

    /** After which its process is ended; null before the start. */
    public @Nullable Duration timeout() {
        return timeout;
    }

    /** How far it got. May be asked from any thread. */
    public Stage stage() {
        return stage;
    }

    public AttemptLog log() {
        return log;
    }

    /** The attempt's own folder, where its holder writes. */
    public Path folder() {
        return folder;
    }

    /** What its holder wrote down of the end; null when it did not. */
    public @Nullable ExitRecord exitRecord() throws IOException {
        return ExitFile.read(folder);
    }

    /**
     * Whether it was never launched, and never will be: from here on no holder takes an order for it. To be asked when the holder
     * does not know it or is gone.
     */
    public boolean forestall() throws IOException {
        return ExitFile.forestall(folder);
    }

    /** The socket of the process that holds it; null before the start. */
    public @Nullable String holder() {
        return holder;
    }

    /** The boot in which it was about to start; null before that. */
    public @Nullable String bootId() {
        return bootId;
    }

    /** The first process of the attempt; null when it is not known that there was one. */
    public @Nullable ProcessIdentity process() {
        return process;
    }

    /** The result as it goes to the server; null before the exit. May be asked from any thread. */
    public @Nullable JsonObject completion() {
        return completion;
    }

    /** On the disk when this returns: only after that may the process be made. */
    public void starting(String bootNow, String holderNow, Duration timeoutOfRun, Instant now) throws IOException {
        JsonObject starting = step(Stage.STARTING, now)
                .put("bootId", bootNow)
                .put("holder", holderNow)
                .put("timeoutMs", timeoutOfRun.toMillis())
                .build();
        write(starting, true);
        DurableFile.syncFolder(folder);
    }

    public void started(ProcessIdentity identity, Instant now) throws IOException {
        write(
                step(Stage.STARTED, now)
                        .put("pid", identity.pid())
                        .put("startTicks", identity.startTicks())
                        .put("bootId", identity.bootId())
                        .build(),
                false);
    }

    /** On the disk when this returns. */
    public void exited(JsonObject result, Instant now) throws IOException {
        write(step(Stage.EXITED, now).put("completion", result).build(), true);
    }

    /** Known from here on, also when the disk does not take it. */
    public void reported(Instant now) throws IOException {
        stage = Stage.REPORTED;
        write(step(Stage.REPORTED, now).build(), false);
    }

    void close() {
        try {
            steps.close();
            log.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the journal of task " + task, e);
        }
    }

    /** Removes everything; the steps last, so that a crash in between leaves a folder that says what it was. */
    void delete() throws IOException {
        log.delete();
        ExitFile.delete(folder);
        GroupFile.delete(folder);
        steps.close();
        Files.deleteIfExists(folder.resolve(STEPS));
        Files.deleteIfExists(folder);
    }

    private void write(JsonObject record, boolean durable) throws IOException {
        steps.append(record, durable);
        apply(record);
    }

    private void apply(JsonObject record) {
        for (Stage known : Stage.values()) {
            if (known.recordName().equals(record.text("step"))) {
                stage = known;
            }
        }
        type = record.text("type") == null ? type : record.text("type");
        if (record.get("timeoutMs") instanceof Long millis) {
            timeout = Duration.ofMillis(millis);
        }
        String named = record.text("holder");
        if (named != null) {
            holder = named;
        }
        String boot = record.text("bootId");
        if (boot != null) {
            bootId = boot;
        }
        if (boot != null && record.get("pid") instanceof Long pid && record.get("startTicks") instanceof Long ticks) {
            process = new ProcessIdentity(pid.intValue(), ticks, boot);
        }
        JsonObject result = record.object("completion");
        if (result != null) {
            completion = result;
        }
    }

    private static JsonObject.Builder step(Stage stage, Instant now) {
        return JsonObject.builder().put("step", stage.recordName()).put("at", now);
    }
}
