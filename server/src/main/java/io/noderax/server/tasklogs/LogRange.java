package io.noderax.server.tasklogs;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of a log to read: the oldest ones above a number, the newest ones below a number, or the last ones; without any of
 * these the oldest (extension: all but that).
 */
public record LogRange(
        @Nullable Long after,
        @Nullable Long before,
        @Nullable Long tail,
        int limit) {
    private static final int PAGE = 100;
    private static final int LONGEST_PAGE = 1000;

    /** Lines by their numbers, from 1. */
    record Span(long first, int count) {}

    public static LogRange read(Fields fields) {
        Long limit = fields.optionalInteger("limit", 1, LONGEST_PAGE);
        LogRange range = new LogRange(
                fields.optionalInteger("after", 0, Long.MAX_VALUE - LONGEST_PAGE),
                fields.optionalInteger("before", 1, Long.MAX_VALUE),
                fields.optionalInteger("tail", 1, LONGEST_PAGE),
                limit == null ? PAGE : limit.intValue());
        if (Stream.of(range.after, range.before, range.tail)
                        .filter(Objects::nonNull)
                        .count()
                > 1) {
            throw new InvalidFields(List.of("after, before and tail must not be given together"));
        }
        return range;
    }

    /** The lines of a log that has so many. */
    Span span(long total) {
        if (tail != null) {
            return last(total, tail.intValue());
        }
        if (before != null) {
            return last(Math.min(total, before - 1), limit);
        }
        return new Span((after == null ? 0 : after) + 1, limit);
    }

    private static Span last(long last, int count) {
        int there = (int) Math.min(count, last);
        return new Span(last - there + 1, there);
    }
}
