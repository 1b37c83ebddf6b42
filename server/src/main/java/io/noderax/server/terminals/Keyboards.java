package io.noderax.server.terminals;

import io.noderax.protocol.id.TerminalSessionId;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What was typed once is taken once: whoever lost the socket before the ack says it again with the same number. Of this process
 * alone; safe for several threads.
 */
@Singleton
class Keyboards {
    private static final int MOST = 10_000;

    /**
     * Keys with their place among all that one keyboard typed.
     *
     * @param keyboard chosen by who types, the same over all sockets
     * @param number ascending
     */
    record Stroke(UUID keyboard, long number) {}

    private record Place(TerminalSessionId session, UUID keyboard) {}

    /** The last number that was taken. */
    private static final class Taken {
        private final ReentrantLock lock = new ReentrantLock();
        private long number; // guarded by the lock
    }

    /** Those that type least lately are forgotten. Guarded by this. */
    private final Map<Place, Taken> last = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Taken> eldest) {
            return size() > MOST;
        }
    };

    /** Types, unless the same was typed already; what fails may be tried again. */
    void once(TerminalSessionId session, @Nullable Stroke stroke, Runnable typing) {
        if (stroke == null) {
            typing.run();
            return;
        }
        Taken taken = of(new Place(session, stroke.keyboard()));
        taken.lock.lock();
        try {
            if (stroke.number() > taken.number) {
                typing.run();
                taken.number = stroke.number();
            }
        } finally {
            taken.lock.unlock();
        }
    }

    private synchronized Taken of(Place place) {
        return last.computeIfAbsent(place, _ -> new Taken());
    }
}
