package io.noderax.socketio.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which acknowledgements are still to come, and when each is overdue. Guarded by itself. */
final class AwaitedAnswers {
    private record Awaited(Acknowledged answer, long expiresAt) {}

    private final Map<Long, Awaited> awaited = new HashMap<>(4);
    private long next;

    synchronized long add(Acknowledged answer, long expiresAt) {
        awaited.put(next, new Awaited(answer, expiresAt));
        return next++;
    }

    synchronized @Nullable Acknowledged take(long id) {
        Awaited found = awaited.remove(id);
        return found == null ? null : found.answer();
    }

    /** The time of the next that is overdue, or the other when that comes first. */
    synchronized long nextExpiry(long other) {
        long earliest = other;
        for (Awaited each : awaited.values()) {
            earliest = each.expiresAt() - earliest < 0 ? each.expiresAt() : earliest;
        }
        return earliest;
    }

    synchronized List<Acknowledged> takeExpired(long now) {
        if (awaited.isEmpty()) {
            return List.of();
        }
        List<Acknowledged> expired = new ArrayList<>();
        for (Iterator<Awaited> each = awaited.values().iterator(); each.hasNext(); ) {
            Awaited candidate = each.next();
            if (now - candidate.expiresAt() >= 0) {
                expired.add(candidate.answer());
                each.remove();
            }
        }
        return expired;
    }

    synchronized List<Acknowledged> takeAll() {
        List<Acknowledged> all = new ArrayList<>();
        awaited.values().forEach(each -> all.add(each.answer()));
        awaited.clear();
        return all;
    }
}
