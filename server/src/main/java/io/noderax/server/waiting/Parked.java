package io.noderax.server.waiting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What waits, by what it waits for, in the order in which it came. Memory only: one that waits costs an entry here, no thread and
 * no query. Who takes one out has it alone. Safe for several threads; the monitor guards all and is never held during I/O.
 */
public final class Parked<K, W> {
    private final Function<W, K> key;
    private final Map<K, SequencedSet<W>> waiting = new HashMap<>();

    /** @param key what one waits for; it never changes */
    public Parked(Function<W, K> key) {
        this.key = key;
    }

    public synchronized void add(W one) {
        waiting.computeIfAbsent(key.apply(one), _ -> new LinkedHashSet<>()).add(one);
    }

    /** Takes it out; false when it was not there: then somebody else has it. */
    public synchronized boolean remove(W one) {
        K of = key.apply(one);
        SequencedSet<W> ones = waiting.get(of);
        if (ones == null || !ones.remove(one)) {
            return false;
        }
        dropIfEmpty(of, ones);
        return true;
    }

    /** Takes out the one that has waited longest; null when none waits. */
    public synchronized @Nullable W takeFirst(K of) {
        SequencedSet<W> ones = waiting.get(of);
        if (ones == null) {
            return null;
        }
        W first = ones.removeFirst();
        dropIfEmpty(of, ones);
        return first;
    }

    /** Takes out all that wait for it. */
    public synchronized List<W> take(K of) {
        SequencedSet<W> ones = waiting.remove(of);
        return ones == null ? List.of() : List.copyOf(ones);
    }

    /** Takes out all of which that is true. */
    public synchronized List<W> takeIf(Predicate<W> wanted) {
        List<W> taken = new ArrayList<>();
        for (SequencedSet<W> ones : waiting.values()) {
            ones.stream().filter(wanted).forEach(taken::add);
        }
        taken.forEach(this::remove);
        return taken;
    }

    /** Takes out all. */
    public List<W> takeAll() {
        return takeIf(_ -> true);
    }

    /** Whether one waits for it of which that is true. */
    public synchronized boolean has(K of, Predicate<W> wanted) {
        SequencedSet<W> ones = waiting.get(of);
        return ones != null && ones.stream().anyMatch(wanted);
    }

    /** What is waited for. */
    public synchronized Set<K> keys() {
        return Set.copyOf(waiting.keySet());
    }

    private void dropIfEmpty(K of, SequencedSet<W> ones) {
        if (ones.isEmpty()) {
            waiting.remove(of);
        }
    }
}
