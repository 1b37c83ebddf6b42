package io.noderax.agent.holder;

import io.noderax.agent.log.EventLog;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonException;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Serves agents until there has been nothing to hold for a while: one thread for all connections.
 *
 * <p>A connection that was answered keeps the holder alive, so whoever has had the answer to its hello can give an order.
 */
final class HolderLoop {
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int NEWS_EVERY_MS = 10;

    private final ServerSocketChannel server;
    private final Selector selector;
    private final EventLog events;
    private final HeldTasks tasks;
    private final BooleanSupplier needed;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    private final AtomicBoolean news = new AtomicBoolean();

    /** What others have for the loop to do. */
    private final Queue<Runnable> due = new ConcurrentLinkedQueue<>();

    private long busyAt = System.nanoTime();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private boolean stopping;
    private boolean retiring;
    private int connections;

    /** Makes the tasks, with a way onto the loop and what has to be called when one has news. */
    interface TaskMaker {
        HeldTasks make(Executor loop, Runnable changed);
    }

    /** @param needed whether it has to go on without a task; asked when it would end */
    HolderLoop(ServerSocketChannel server, EventLog events, TaskMaker tasks, BooleanSupplier needed)
            throws IOException {
        this.server = server;
        this.selector = Selector.open();
        this.events = events;
        this.tasks = tasks.make(this::execute, this::wake);
        this.needed = needed;
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    void run() throws IOException {
        while (!isDone()) {
            selector.select(IDLE.toMillis() / 10);
            for (SelectionKey key : selector.selectedKeys()) {
                serve(key);
            }
            selector.selectedKeys().clear();
            for (Runnable work = due.poll(); work != null; work = due.poll()) {
                work.run();
            }
            if (news.getAndSet(false)) {
                tell();
                gather();
            }
        }
        tell();
    }

    /** Ends what is held; {@link #run} returns as soon as how it ended is written down. Any thread. */
    void stop() {
        stopped.set(true);
        selector.wakeup();
    }

    private void execute(Runnable work) {
        due.add(work);
        selector.wakeup();
    }

    /** Called by the tasks' threads; the loop is woken once for all that comes until it looks. */
    private void wake() {
        if (!news.getAndSet(true)) {
            selector.wakeup();
        }
    }

    /** A task that floods has news all the time: it is told of in steps. */
    private static void gather() {
        try {
            Thread.sleep(NEWS_EVERY_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isDone() {
        if (stopped.get()) {
            endAll();
            return tasks.isEmpty();
        }
        boolean held = !tasks.isEmpty() || connections > 0;
        if (held) {
            busyAt = System.nanoTime();
            return false;
        }
        return (retiring || System.nanoTime() - busyAt >= IDLE.toNanos()) && !needed.getAsBoolean();
    }

    /** Once: nothing is launched any more from then on. */
    private void endAll() {
        if (!stopping) {
            stopping = true;
            events.info("holder is stopped", "tasks", tasks.size());
            tasks.endAll(HolderStoppedCause.json());
        }
    }

    private void serve(SelectionKey key) throws IOException {
        if (!(key.attachment() instanceof HolderConnection connection)) {
            accept();
            return;
        }
        try {
            if (key.isWritable()) {
                connection.flush();
                connection.tell();
            }
            if (key.isReadable() && !connection.read(buffer, line -> receive(line, connection))) {
                close(connection);
            }
        } catch (IOException | UncheckedIOException e) {
            close(connection);
        }
    }

    private void accept() throws IOException {
        SocketChannel channel = server.accept();
        if (channel != null) {
            connections++;
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            key.attach(new HolderConnection(channel, key));
        }
    }

    private void tell() {
        for (SelectionKey key : selector.keys()) {
            if (key.isValid() && key.attachment() instanceof HolderConnection connection) {
                try {
                    connection.tell();
                } catch (IOException e) {
                    close(connection);
                }
            }
        }
    }

    private void close(HolderConnection connection) {
        if (connection.close()) {
            connections--;
        }
    }

    private void receive(byte[] line, HolderConnection connection) {
        try {
            answer(Json.parseObject(line), connection, answer -> send(answer, connection));
        } catch (JsonException | IllegalArgumentException e) {
            events.warn("request not understood", "error", e);
            close(connection);
        }
    }

    /** To one that is gone nothing is said; what it has ordered goes on. */
    private void send(JsonObject answer, HolderConnection connection) {
        try {
            connection.send(answer);
            connection.tell();
        } catch (IOException e) {
            close(connection);
        }
    }

    /** Answers at once, but for what the root broker has to be asked about first. */
    private void answer(JsonObject request, HolderConnection connection, Consumer<JsonObject> answer) {
        JsonObject launch = request.object("launch");
        String attach = request.text("attach");
        JsonObject kill = request.object("kill");
        if (launch != null && stopping) {
            answer.accept(JsonObject.of("failed", "the holder is stopped"));
        } else if (launch != null) {
            retiring = false;
            tasks.launch(launch, connection, answer);
        } else if (attach != null) {
            tasks.attach(attach, connection, answer);
        } else if (kill != null) {
            tasks.kill(kill, answer);
        } else if (request.has("retire")) {
            retiring = true;
            answer.accept(JsonObject.of("retiring", tasks.size()));
        } else {
            if (request.get("quota") instanceof Long quota) {
                tasks.setQuota(quota);
            }
            answer.accept(JsonObject.of("hello", HolderAddress.VERSION));
        }
    }
}
