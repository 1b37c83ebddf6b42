package io.noderax.agent.terminal;

import io.noderax.linux.Pty;
import io.noderax.linux.WindowSize;
import io.noderax.protocol.id.TerminalSessionId;
import io.noderax.protocol.terminal.TerminalError;
import io.noderax.protocol.terminal.TerminalExited;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** One shell on its terminal. Its thread alone works with both; others leave an {@link Order} and wake it. */
final class TerminalSession implements Runnable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** Between looks at a terminal that nobody has open while the shell runs. */
    private static final Duration UNHELD = Duration.ofMillis(50);

    private final TerminalSessionId id;
    private final boolean asRoot;
    private final SessionParts parts;
    private final TerminalLine firstLine;
    private final boolean resumes;
    private final Queue<Order> orders = new ConcurrentLinkedQueue<>();
    private final InputQueue input = new InputQueue();
    private final Delivery delivery;
    private final Ending ending;
    private final byte[] chunk = new byte[Pty.LARGEST_MOVE];
    private volatile @Nullable Pty wakeable;
    private WindowSize size;
    private @Nullable TerminalExited end;
    private boolean unheld;
    private boolean leaving;
    private boolean endKnown;

    TerminalSession(
            TerminalSessionId id,
            WindowSize size,
            boolean asRoot,
            TerminalLine line,
            boolean resumes,
            SessionParts parts) {
        long now = System.nanoTime();
        this.asRoot = asRoot;
        this.id = id;
        this.size = size;
        this.firstLine = line;
        this.resumes = resumes;
        this.parts = parts;
        this.delivery = new Delivery(id, parts.clock(), now);
        this.ending = new Ending(parts, now);
    }

    TerminalSessionId id() {
        return id;
    }

    boolean isRoot() {
        return asRoot;
    }

    /** Asks for something; any thread. */
    void order(Order order) {
        orders.add(order);
        Pty pty = wakeable;
        if (pty != null) {
            pty.wake();
        }
    }

    @Override
    public void run() {
        try {
            try (Shell shell = parts.shells().start(id, size, asRoot)) {
                Pty pty = shell.pty();
                wakeable = pty;
                delivery.open(firstLine, resumes, size);
                while (!isOver(System.nanoTime())) {
                    work(shell, pty);
                }
            }
        } catch (ShellStart.NoShell e) {
            String sentence = String.valueOf(e.getMessage());
            firstLine.send(new TerminalError(id, sentence, parts.clock().instant()));
        } finally {
            parts.ended().tell(this, endKnown ? null : end);
        }
    }

    private void work(Shell shell, Pty pty) {
        for (Order order = orders.poll(); order != null; order = orders.poll()) {
            obey(order, shell, pty);
        }
        long now = System.nanoTime();
        type(pty, now);
        if (end == null) {
            read(pty);
            lookForTheEnd(shell, pty, now);
        }
        delivery.deliver(now, () -> order(new Order.EndKnown()));
        if (!isOver(now)) {
            boolean reads = end == null && !unheld && delivery.outflow().wanted() > 0;
            pty.await(reads, !input.isEmpty(), pause(now));
        }
    }

    private void obey(Order order, Shell shell, Pty pty) {
        switch (order) {
            case Order.Type type -> accept(type);
            case Order.Resize resize -> {
                size = resize.size();
                pty.resize(size);
            }
            case Order.Stop stop -> ending.stop(stop.reason(), shell);
            case Order.Acknowledge acknowledge -> delivery.outflow().acknowledge(acknowledge.offset());
            case Order.Resume resume -> delivery.resume(resume.offset(), input.accepted(), size);
            case Order.Connect connect -> delivery.connect(connect.line(), connect.resumes());
            case Order.Disconnect _ -> delivery.disconnect();
            case Order.Announce _ -> delivery.announce(size);
            case Order.EndKnown _ -> endKnown = true;
            case Order.Leave _ -> {
                leaving = true;
                ending.stop("agent-stopped", shell);
            }
        }
    }

    private void accept(Order.Type type) {
        Long offset = type.offset();
        byte[] bytes = type.payload().bytes();
        boolean all = offset == null ? input.add(bytes) : input.add(bytes, offset);
        ending.typed(System.nanoTime());
        if (!all) {
            parts.log().warn("terminal input left out", "sessionId", id, "kept", input.accepted());
            delivery.tellTaken();
        }
    }

    private void type(Pty pty, long now) {
        if (input.isEmpty()) {
            return;
        }
        long before = input.written();
        boolean hidden = pty.isEchoOff();
        input.write(pty::write);
        if (input.written() != before) {
            delivery.taken(input.written(), hidden || pty.isEchoOff(), now);
        }
    }

    /** Takes what is there, as far as it is wanted. */
    private void read(Pty pty) {
        boolean exited = ending.isStopping() ? ending.isKilled() : pty.exit() != null;
        int length = 1;
        int wanted = delivery.outflow().wanted();
        while (wanted > 0 && length > 0) {
            length = pty.read(chunk, Math.min(wanted, chunk.length));
            if (length > 0) {
                delivery.outflow().append(chunk, length);
            }
            wanted = delivery.outflow().wanted();
        }
        unheld = length == Pty.ENDED;
        boolean leftAlone = ending.isKilled() && (leaving || !delivery.outflow().isAttached());
        if (exited && (length <= 0 || leftAlone)) {
            Long offset = delivery.outflow().isCredited() ? delivery.outflow().end() : null;
            end = ending.message(id, pty.exit(), offset);
            delivery.end(end);
            pty.hangUp();
        }
    }

    private void lookForTheEnd(Shell shell, Pty pty, long now) {
        ending.alone(end != null || !delivery.outflow().isAttached(), now);
        String why = end == null ? ending.due(now) : null;
        if (why != null) {
            ending.stop(why, shell);
        }
        TerminalExited last = end;
        if (last != null) {
            parts.log()
                    .info(
                            "terminal ended",
                            "sessionId",
                            id,
                            "reason",
                            String.valueOf(last.reason()),
                            "shell",
                            pty.identity().pid());
        }
    }

    /** The server knows, nobody waits for it any more, or nobody has asked for too long. */
    private boolean isOver(long now) {
        return endKnown || (end != null && (leaving || ending.isAloneTooLong(now)));
    }

    private Duration pause(long now) {
        long until = Math.min(
                delivery.untilDue(now), ending.isStopping() && end == null ? Outflow.NEVER : ending.untilDue(now));
        Duration longest = unheld && end == null ? UNHELD : LONGEST_WAIT;
        return Duration.ofNanos(Math.min(until, longest.toNanos()));
    }
}
