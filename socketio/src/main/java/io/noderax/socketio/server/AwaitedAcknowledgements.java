package io.noderax.socketio.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which acknowledgements of one peer are still to come. Guarded by itself; costs nothing while there are none. */
final class AwaitedAcknowledgements {
    private record Awaited(Acknowledged answer, long expiresAt) {}

    private @Nullable Map<Long, Awaited> awaited;
    private long next;

    synchronized long add(long expiresAt, Acknowledged answer) {
        if (awaited == null) {
            awaited = new HashMap<>(4);
        }
        awaited.put(next, new Awaited(answer, expiresAt));
        return next++;
    }

    synchronized @Nullable Acknowledged take(long ack) {
        Awaited found = awaited == null ? null : awaited.remove(ack);
        return found == null ? null : found.answer();
    }

    synchronized List<Acknowledged> takeExpired(long now) {
        if (awaited == null || awaited.isEmpty()) {
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
        if (awaited != null) {
            awaited.values().forEach(each -> all.add(each.answer()));
            awaited = null;
        }
        return all;
    }
}
