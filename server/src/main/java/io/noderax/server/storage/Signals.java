package io.noderax.server.storage;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/**
 * Tells what has changed to whoever waits for it: in this process after the commit, and in the other processes on the same
 * database by NOTIFY in the transaction itself, so that neither comes without the change. A process that is alone sends nothing:
 * the others are known by a greeting that each sends when it begins to listen. Safe for several threads.
 */
@Singleton
public class Signals {
    private static final Logger LOG = Logger.getLogger(Signals.class);

    private final SignalStore store;
    private final Map<Signal, List<Consumer<UUID>>> listeners = new EnumMap<>(Signal.class);
    private final List<Runnable> afterLoss = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> relayed = new CopyOnWriteArrayList<>();
    private final Set<UUID> others = ConcurrentHashMap.newKeySet();
    private final SignalLoop loop;

    Signals(SignalStore store) {
        this.store = store;
        for (Signal signal : Signal.values()) {
            listeners.put(signal, new CopyOnWriteArrayList<>());
        }
        this.loop = new SignalLoop(store, this::heard, this::lost);
    }

    void onStart(@Observes @Priority(20) StartupEvent started) {
        Thread.ofPlatform().daemon().name("signals").start(loop);
    }

    void onStop(@Observes ShutdownEvent stopping) {
        loop.stop();
    }

    /** The listener must not block; it is called with the subject's id. */
    public void on(Signal signal, Consumer<UUID> listener) {
        listeners(signal).add(listener);
    }

    /** What to do when signals of other processes may have been missed; it may block. */
    public void onLoss(Runnable action) {
        afterLoss.add(action);
    }

    /** Who this process is to the others; the name of its channel is {@code noderax_} and the id's 32 digits. */
    public UUID self() {
        return store.self();
    }

    /** Whether other processes work on this database, as far as this one knows. */
    public boolean hasOthers() {
        return !others.isEmpty();
    }

    /** What another process has sent to this one alone; the listener must not block. */
    public void onRelayed(Consumer<String> listener) {
        relayed.add(listener);
    }

    /** Tells it when the transaction is committed, and not at all when it is not. */
    public void tell(Handle tx, Signal signal, UUID subject) {
        tellOthers(tx, signal, subject);
        tx.afterCommit(() -> deliver(signal, subject));
    }

    /** Like {@link #tell}, for what this process knows already: only the others are told. */
    public void tellOthers(Handle tx, Signal signal, UUID subject) {
        if (!others.isEmpty()) {
            store.send(tx, new SignalMessage(SignalMessage.Kind.TELL, store.self(), signal, subject));
        }
    }

    private void deliver(Signal signal, UUID subject) {
        for (Consumer<UUID> listener : listeners(signal)) {
            listener.accept(subject);
        }
    }

    private void heard(SignalStore.Heard heard) {
        heard.signals().forEach(this::received);
        for (String text : heard.relayed()) {
            relayed.forEach(listener -> listener.accept(text));
        }
    }

    private void received(SignalMessage message) {
        if (message.sender().equals(store.self())) {
            return;
        }
        switch (message.kind()) {
            case HELLO -> {
                met(message.sender());
                store.send(SignalMessage.of(SignalMessage.Kind.HERE, store.self()));
            }
            case HERE -> met(message.sender());
            case BYE -> others.remove(message.sender());
            case TELL -> {
                Signal signal = message.signal();
                UUID subject = message.subject();
                if (signal != null && subject != null) {
                    deliver(signal, subject);
                }
            }
        }
    }

    private void met(UUID process) {
        if (others.add(process)) {
            LOG.infof("another server process works on this database process=%s", process);
        }
    }

    private void lost() {
        afterLoss.forEach(Runnable::run);
    }

    private List<Consumer<UUID>> listeners(Signal signal) {
        return listeners.getOrDefault(signal, List.of());
    }
}
