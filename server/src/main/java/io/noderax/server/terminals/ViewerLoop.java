package io.noderax.server.terminals;

import io.noderax.protocol.id.TerminalSessionId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Sends one browser everything of its session from one number on, in order, each piece once. What was just committed comes from
 * memory; what the browser has missed, or is too slow for, is read from the transcript. Safe for several threads.
 */
final class ViewerLoop implements Runnable {
    /** How much more than it was sent the shell may write while the browser is slow. */
    static final long WINDOW = 1 << 20;

    private static final Logger LOG = Logger.getLogger(ViewerLoop.class);
    private static final Duration TICK = Duration.ofMillis(20);
    private static final Duration AFTER_TROUBLE = Duration.ofMillis(500);

    private sealed interface Item {
        /** Pieces that follow each other. */
        record Pieces(List<Piece> pieces, int size) implements Item {}

        /** A change of the session's state. */
        record Change(StoredSession session) implements Item {}

        /** There may be more in the transcript. */
        record Look() implements Item {}

        /** The session does not exist any more. */
        record Gone() implements Item {}
    }

    private final TerminalSessionId session;
    private final ViewerMail mail;
    private final ViewerPace pace;
    private final ViewerHost host;
    private final LinkedBlockingQueue<Item> items = new LinkedBlockingQueue<>();
    private final AtomicLong queued = new AtomicLong();
    private final SeqGate reached;
    private volatile long sentOffset;
    private volatile boolean stopped;

    // Only the loop's thread.
    private long seq;
    private long version;

    /**
     * @param start the session as the browser knows it
     * @param afterSeq what it has already
     * @param sentOffset where the shell's output stood then; negative: not known
     */
    ViewerLoop(StoredSession start, long afterSeq, long sentOffset, ViewerMail mail, ViewerPace pace, ViewerHost host) {
        this.session = start.id();
        this.version = start.version();
        this.seq = afterSeq;
        this.sentOffset = sentOffset;
        this.mail = mail;
        this.pace = pace;
        this.host = host;
        this.reached = new SeqGate(afterSeq);
    }

    TerminalSessionId session() {
        return session;
    }

    /** Up to where the shell may go on because of this browser. */
    long credit() {
        long sent = sentOffset;
        return sent < 0 ? Long.MAX_VALUE : sent + WINDOW;
    }

    void offer(List<Piece> pieces) {
        int size = pieces.stream().mapToInt(Piece::size).sum();
        if (pieces.isEmpty()) {
            return;
        }
        if (queued.addAndGet(size) <= WINDOW) {
            items.add(new Item.Pieces(pieces, size));
        } else {
            queued.addAndGet(-size);
            look();
        }
    }

    /** At once for who types, in its place for who sees. */
    void offer(StoredSession changed) {
        host.changed(changed);
        items.add(new Item.Change(changed));
    }

    /** Sends what is above the last number in the transcript. */
    void look() {
        items.add(new Item.Look());
    }

    void sessionIsGone() {
        items.add(new Item.Gone());
    }

    /** Waits until the browser was sent everything up to the number; false when it will not be. */
    boolean awaitSent(long target) {
        return reached.await(target);
    }

    void stop() {
        stopped = true;
        items.add(new Item.Look());
        reached.close();
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                Item item = items.poll();
                if (item == null) {
                    pace.idle(host);
                    item = items.take();
                }
                tryTo(item);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            reached.close();
        }
    }

    /** The database may be away for a moment: nothing is lost by that, what was not sent is read again. */
    private void tryTo(Item item) throws InterruptedException {
        try {
            handle(item);
        } catch (RuntimeException e) {
            LOG.warnf(e, "terminal output cannot be read, trying again session=%s", session);
            Thread.sleep(AFTER_TROUBLE);
            items.add(item instanceof Item.Pieces ? new Item.Look() : item);
        }
    }

    private void handle(Item item) throws InterruptedException {
        switch (item) {
            case Item.Pieces news -> {
                queued.addAndGet(-news.size());
                for (Piece piece : news.pieces()) {
                    follow(piece);
                }
            }
            case Item.Look() -> catchUp(Long.MAX_VALUE);
            case Item.Change(StoredSession changed) -> tell(changed);
            case Item.Gone() -> {
                mail.gone();
                stopped = true;
            }
        }
    }

    private void tell(StoredSession changed) throws InterruptedException {
        if (changed.version() > version) {
            catchUp(changed.view().transcript().lastSeq());
            if (isSent(() -> mail.state(changed))) {
                version = changed.version();
            }
        }
    }

    private void follow(Piece piece) throws InterruptedException {
        if (piece.seq() > seq + 1) {
            catchUp(piece.seq() - 1);
        }
        send(piece);
    }

    private void catchUp(long target) throws InterruptedException {
        while (seq < target && !stopped) {
            List<Piece> next = host.after(seq);
            if (next.isEmpty()) {
                return;
            }
            for (Piece piece : next) {
                send(piece);
            }
        }
    }

    private void send(Piece piece) throws InterruptedException {
        if (piece.seq() > seq && isSent(() -> mail.output(piece.chunk()))) {
            seq = piece.seq();
            reached.reached(seq);
            if (piece.end() != null) {
                sentOffset = piece.end();
                host.progressed();
            }
        }
    }

    /** Waits while the browser has too much to take already; false when it is not waited for any more. */
    private boolean isSent(BooleanSupplier emission) throws InterruptedException {
        while (!stopped) {
            ViewerPace.Step step = pace.look(mail.pendingBytes(), credit(), host);
            if (step == ViewerPace.Step.GO && emission.getAsBoolean()) {
                return true;
            }
            if (step == ViewerPace.Step.GIVE_UP) {
                stop();
                host.stalled();
            } else {
                Thread.sleep(TICK);
            }
        }
        return false;
    }
}
