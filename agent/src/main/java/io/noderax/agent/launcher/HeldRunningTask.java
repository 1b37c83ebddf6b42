package io.noderax.agent.launcher;

import io.noderax.agent.journal.ExitRecord;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.tasks.RunningTask;
import io.noderax.agent.tasks.TaskEnding;
import io.noderax.linux.ProcessIdentity;
import io.noderax.protocol.id.AttemptId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.log.BadFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A task that a holder has; the connection tells how it goes on. */
final class HeldRunningTask implements RunningTask {
    private final AttemptId attempt;
    private final ProcessIdentity identity;
    private final HolderLink link;
    private final Connector connector;
    private final EventLog log;
    private volatile boolean left;

    /** Makes another connection to the same holder. */
    interface Connector {
        HolderLink connect() throws IOException;
    }

    HeldRunningTask(AttemptId attempt, ProcessIdentity identity, HolderLink link, Connector connector, EventLog log) {
        this.attempt = attempt;
        this.identity = identity;
        this.link = link;
        this.connector = connector;
        this.log = log;
    }

    @Override
    public ProcessIdentity identity() {
        return identity;
    }

    @Override
    public TaskEnding awaitEnd(LongConsumer written) {
        try (link) {
            for (JsonObject news = link.receive(); news != null; news = link.receive()) {
                ExitRecord record = exitRecord(news);
                if (record != null) {
                    return new TaskEnding.Ended(record);
                }
                if (news.get("written") instanceof Long length) {
                    written.accept(length);
                }
            }
        } catch (IOException | InvalidFields | BadFrame e) {
            if (!left) {
                log.warn("holder does not answer any more", "attempt", attempt, "error", e);
            }
        }
        return left ? new TaskEnding.Left() : new TaskEnding.HolderLost();
    }

    @Override
    public void kill(JsonObject cause, Duration grace) {
        JsonObject order = JsonObject.builder()
                .put("attempt", attempt.value())
                .put("graceMs", grace.toMillis())
                .put("cause", cause)
                .build();
        try (HolderLink other = connector.connect()) {
            other.ask(JsonObject.of("kill", order));
        } catch (IOException e) {
            log.warn("holder cannot be asked to end a task", "attempt", attempt, "error", e);
        }
    }

    @Override
    public void leave() {
        left = true;
        link.close();
    }

    private static @Nullable ExitRecord exitRecord(JsonObject news) {
        JsonObject exited = news.object("exited");
        return exited == null ? null : Fields.read(exited, Fields.Unknown.IGNORED, ExitRecord::read);
    }
}
