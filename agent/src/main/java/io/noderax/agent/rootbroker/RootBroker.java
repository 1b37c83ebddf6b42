package io.noderax.agent.rootbroker;

import io.noderax.agent.containment.Containment;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.AgentThread;
import io.noderax.agent.policy.NodePolicy;
import io.noderax.linux.DescriptorListener;
import io.noderax.linux.DescriptorSocket;
import io.noderax.linux.OwnUser;
import io.noderax.linux.ProcessTable;
import io.noderax.linux.UserNumber;
import io.noderax.protocol.rootaccess.RootProfile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Serves one user's requests for things that need root, until it is closed or, where that is wanted, has been idle. */
public final class RootBroker implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(12);
    private static final int MOST_CALLERS = 256;

    private final DescriptorListener listener;
    private final @Nullable Duration idle;
    private final FileChannel lock;
    private final BrokerParts parts;
    private final Set<Conversation> conversations = new HashSet<>();
    private volatile boolean closing;
    private volatile long busyAt = System.nanoTime();

    /**
     * How a broker is to be.
     *
     * @param socket where it listens; null when it takes over the socket that it was started with, and ends when it has been idle
     * @param user who may ask
     * @param folder the broker's own
     * @param highest no surface beyond it is ever open
     */
    public record Settings(@Nullable Path socket, String user, Path folder, RootProfile highest) {}

    private RootBroker(DescriptorListener listener, @Nullable Duration idle, FileChannel lock, BrokerParts parts) {
        this.listener = listener;
        this.idle = idle;
        this.lock = lock;
        this.parts = parts;
    }

    /**
     * Begins to listen; what an earlier broker has left is ended first.
     *
     * @param idle after which it ends by itself; null for never
     * @throws IOException when folder, socket or user cannot be used
     */
    public static RootBroker open(Settings settings, @Nullable Duration idle, RootWork work, Clock clock, EventLog log)
            throws IOException {
        Integer user = UserNumber.of(settings.user());
        if (user == null) {
            throw new IOException("there is no user " + settings.user());
        }
        BrokerFolder folder = BrokerFolder.open(settings.folder(), OwnUser.id());
        FileChannel lock = folder.lock();
        ProcessTable processes = new ProcessTable(Path.of("/proc"));
        RunningFile.endAll(folder.running(), processes, GRACE, log);
        BrokerParts parts = new BrokerParts(
                user,
                new BrokerProfile(folder.profile(), settings.highest(), clock, log),
                new BrokerPolicy(NodePolicy.below(Path.of("/"), true, clock)),
                new BrokerAudit(folder.audit(), BrokerAudit.LARGEST, clock, log),
                work,
                processes,
                new Containment(Path.of("/"), processes, log),
                folder.running(),
                GRACE,
                log);
        Path socket = settings.socket();
        DescriptorListener listener =
                socket == null ? DescriptorListener.inherited() : BrokerSocket.listen(socket, settings.user());
        log.info(
                "root broker listens",
                "user",
                settings.user(),
                "applied",
                parts.profile().applied().wireName());
        return new RootBroker(listener, idle, lock, parts);
    }

    /** Serves until {@link #close}, or until it has been idle. */
    public void run() {
        try (listener) {
            while (!closing && !isIdleTooLong()) {
                DescriptorSocket caller = listener.accept(LOOK);
                if (caller != null) {
                    begin(caller);
                }
            }
        }
    }

    /** Ends all conversations, and with them what they have started; blocks until that is done, for some seconds at most. */
    @Override
    public synchronized void close() {
        closing = true;
        conversations.forEach(Conversation::end);
        long deadline = System.nanoTime() + LONGEST_CLOSE.toNanos();
        try {
            while (!conversations.isEmpty() && System.nanoTime() - deadline < 0) {
                wait(100);
            }
            lock.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            parts.log().warn("lock could not be released", "error", e);
        }
        parts.containment().close();
        parts.audit().close();
    }

    private synchronized boolean isIdleTooLong() {
        if (!conversations.isEmpty()) {
            busyAt = System.nanoTime();
        }
        return idle != null
                && System.nanoTime() - busyAt >= idle.toNanos()
                && !parts.containment().holdsLimits();
    }

    private synchronized void begin(DescriptorSocket caller) {
        if (closing || conversations.size() >= MOST_CALLERS) {
            parts.log().warn("caller turned away", "callers", conversations.size());
            caller.close();
            return;
        }
        Conversation[] own = new Conversation[1];
        own[0] = new Conversation(caller, parts, () -> over(own[0]));
        conversations.add(own[0]);
        AgentThread.start("caller", own[0]);
    }

    private synchronized void over(Conversation conversation) {
        conversations.remove(conversation);
        busyAt = System.nanoTime();
        notifyAll();
    }
}
