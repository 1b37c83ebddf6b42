package io.noderax.system;

import io.noderax.linux.ChildCommand;
import io.noderax.linux.ChildExit;
import io.noderax.linux.ProcessTable;
import io.noderax.linux.Pty;
import io.noderax.linux.PtyMode;
import io.noderax.linux.SpawnFailed;
import io.noderax.linux.Spawner;
import io.noderax.linux.WindowSize;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A program on a terminal of this machine, whose keys and screen the test has. */
final class OperatorTerminal implements AutoCloseable {
    private static final ProcessTable PROCESSES = new ProcessTable(Path.of("/proc"));
    private static final Duration WAIT = Duration.ofMillis(100);

    private final Pty pty;
    private final ConcurrentLinkedQueue<byte[]> typed = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<WindowSize> sizes = new ConcurrentLinkedQueue<>();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final CompletableFuture<ChildExit> exit = new CompletableFuture<>();
    private volatile boolean closed;

    private OperatorTerminal(Pty pty) {
        this.pty = pty;
        Thread.ofPlatform().daemon().name("operator-terminal").start(this::pump);
    }

    static OperatorTerminal start(List<String> argv, Map<String, String> environment, Path folder, WindowSize size) {
        try {
            ChildCommand command = new ChildCommand(argv, environment, folder.toString());
            return new OperatorTerminal(new Spawner(PROCESSES).spawn(command, PtyMode.PTY_CTTY, size));
        } catch (SpawnFailed e) {
            throw new AssertionError(e);
        }
    }

    long pid() {
        return pty.identity().pid();
    }

    void type(String keys) {
        typed.add(keys.getBytes(StandardCharsets.UTF_8));
        pty.wake();
    }

    void resize(int columns, int rows) {
        sizes.add(new WindowSize(columns, rows));
        pty.wake();
    }

    /** Everything that the screen was sent so far. */
    byte[] bytes() {
        synchronized (shown) {
            return shown.toByteArray();
        }
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    void await(String text) {
        try {
            WaitLoop.until("the terminal shows " + text, () -> text().contains(text));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; it shows:\n" + text(), e);
        }
    }

    ChildExit awaitExit() throws Exception {
        return exit.get(60, TimeUnit.SECONDS);
    }

    private void pump() {
        byte[] buffer = new byte[Pty.LARGEST_MOVE];
        int count = 0;
        while (!closed && count != Pty.ENDED) {
            for (WindowSize size = sizes.poll(); size != null; size = sizes.poll()) {
                pty.resize(size);
            }
            write();
            pty.await(true, !typed.isEmpty(), WAIT);
            count = pty.read(buffer, buffer.length);
            if (count > 0) {
                synchronized (shown) {
                    shown.write(buffer, 0, count);
                }
            }
        }
        end();
    }

    private void write() {
        byte[] next = typed.peek();
        if (next != null) {
            int written = pty.write(next, 0, next.length);
            typed.remove();
            if (written < next.length) {
                throw new AssertionError("the terminal takes no more keys");
            }
        }
    }

    private void end() {
        if (closed) {
            pty.hangUp();
        }
        ChildExit how = pty.exit();
        while (how == null) {
            pty.await(false, false, WAIT);
            how = pty.exit();
        }
        pty.close();
        exit.complete(how);
    }

    /** Takes the terminal away from what still runs on it. */
    @Override
    public void close() {
        closed = true;
        pty.wake();
    }
}
