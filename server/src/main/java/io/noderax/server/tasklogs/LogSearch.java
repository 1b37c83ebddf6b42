package io.noderax.server.tasklogs;

import io.noderax.protocol.id.TaskId;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.log.LogFound;
import io.noderax.protocol.log.SplitLine;
import io.noderax.server.storage.Database;
import io.noderax.server.workspaces.Scope;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks for a text in the lines of a log, whatever its case; the colours of a terminal are not part of a line. */
@Singleton
final class LogSearch {
    private static final Duration LONGEST = Duration.ofSeconds(1);

    /** Looked at upwards, a log is read in such pieces, each from its start. */
    private static final long PIECE = 4L * 1024 * 1024;

    private static final long MOST_LINES = 50_000;
    private static final Pattern CONTROL =
            Pattern.compile("\\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\u0007\\u001b]*(?:\\u0007|\\u001b\\\\)|.)");

    private final Database database;
    private final LoggedTasks tasks;
    private final LogHeadStore heads;
    private final LineReads reads;

    /**
     * What to look for: upwards from the end or from below a line, or downwards from above one.
     *
     * @param text in lower case
     */
    record Query(
            String text, @Nullable Long before, @Nullable Long after) {
        private static final int LONGEST_TEXT = 1_000;

        static Query read(Fields fields) {
            Query query = new Query(
                    fields.text("text", 1, LONGEST_TEXT).toLowerCase(Locale.ROOT),
                    fields.optionalInteger("before", 1, Long.MAX_VALUE),
                    fields.optionalInteger("after", 0, Long.MAX_VALUE - 1));
            if (query.before != null && query.after != null) {
                throw new InvalidFields(List.of("after and before must not be given together"));
            }
            return query;
        }
    }

    LogSearch(Database database, LoggedTasks tasks, LogHeadStore heads, LineReads reads) {
        this.database = database;
        this.tasks = tasks;
        this.heads = heads;
        this.reads = reads;
    }

    /** Gives up after about a second and says where to go on. Blocking. */
    LogFound find(Scope scope, TaskId task, Query query) {
        tasks.readable(scope, task);
        Optional<LogHead> head = database.run(db -> heads.find(db, task));
        return head.map(found ->
                        query.after == null ? upwards(found, query) : downwards(found, query.after, query.text))
                .orElse(new LogFound(null, 0, null));
    }

    private LogFound upwards(LogHead head, Query query) {
        long total = head.readableLines();
        long start = query.before == null ? total : Math.min(total, query.before - 1);
        long last = start;
        for (long deadline = deadline(); last > 0; ) {
            long first = Math.max(1, last - linesInPiece(head) + 1);
            Look look = new Look(query.text);
            reads.each(head, first, last, look::lastHit);
            if (look.hit != null) {
                return new LogFound(look.hit, start - look.hit + 1, null);
            }
            last = first - 1;
            if (System.nanoTime() - deadline > 0) {
                break;
            }
        }
        return new LogFound(null, start - last, last > 0 ? last + 1 : null);
    }

    private LogFound downwards(LogHead head, long after, String text) {
        long total = head.readableLines();
        long done = after;
        for (long deadline = deadline(); done < total; ) {
            long last = Math.min(total, done + linesInPiece(head));
            Look look = new Look(text);
            reads.each(head, done + 1, last, look::firstHit);
            if (look.hit != null) {
                return new LogFound(look.hit, look.hit - after, null);
            }
            done = last;
            if (System.nanoTime() - deadline > 0) {
                break;
            }
        }
        return new LogFound(null, Math.max(0, done - after), done < total ? done : null);
    }

    private static long deadline() {
        return System.nanoTime() + LONGEST.toNanos();
    }

    private static long linesInPiece(LogHead head) {
        long bytesInLine = head.end() / Math.max(1, head.lines()) + 1;
        return Math.clamp(PIECE / bytesInLine, 1, MOST_LINES);
    }

    /** A look at some lines. */
    private static final class Look {
        private final String text;
        private @Nullable Long hit;

        Look(String text) {
            this.text = text;
        }

        void firstHit(long number, SplitLine line) {
            if (hit == null && has(line)) {
                hit = number;
            }
        }

        void lastHit(long number, SplitLine line) {
            if (has(line)) {
                hit = number;
            }
        }

        private boolean has(SplitLine found) {
            String line = found.shown();
            String plain =
                    line.indexOf('\u001b') < 0 ? line : CONTROL.matcher(line).replaceAll("");
            return plain.toLowerCase(Locale.ROOT).contains(text);
        }
    }
}
