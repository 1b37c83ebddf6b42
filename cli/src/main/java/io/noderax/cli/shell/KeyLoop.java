package io.noderax.cli.shell;

import io.noderax.protocol.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Takes keys to the shell, one message at a time: what is typed while one is on its way goes with the next. Keys whose message was
 * not answered are sent again, if the server knows them by their number; otherwise they are lost, because twice would be worse.
 */
final class KeyLoop implements Runnable {
    /** The wire takes 32,768 characters of base64. */
    private static final int LARGEST = 16 * 1024;

    private static final int WAITING = 256;
    private static final Duration RETRY = Duration.ofMillis(100);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final CurrentLink current;
    private final CompletableFuture<Ending> end;
    private final Notices notices;
    private final boolean numbered;
    private final UUID keyboard = UUID.randomUUID();
    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(WAITING);
    private long number;

    KeyLoop(CurrentLink current, CompletableFuture<Ending> end, Notices notices, boolean numbered) {
        this.current = current;
        this.end = end;
        this.notices = notices;
        this.numbered = numbered;
    }

    /** Waits while too much is typed. */
    void type(byte[] keys) throws InterruptedException {
        for (int from = 0; from < keys.length; from += LARGEST) {
            queue.put(Arrays.copyOfRange(keys, from, Math.min(keys.length, from + LARGEST)));
        }
    }

    @Override
    public void run() {
        try {
            while (!end.isDone()) {
                send(new ShellLink.Stroke(keyboard, ++number, collect(queue.take())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] collect(byte[] first) {
        ByteArrayOutputStream keys = new ByteArrayOutputStream();
        keys.writeBytes(first);
        byte @Nullable [] more = queue.peek();
        while (more != null && keys.size() + more.length <= LARGEST) {
            keys.writeBytes(more);
            queue.remove();
            more = queue.peek();
        }
        return keys.toByteArray();
    }

    private void send(ShellLink.Stroke stroke) throws InterruptedException {
        while (!end.isDone()) {
            ShellLink link = current.await(LOOK_AGAIN);
            if (link == null) {
                continue;
            }
            JsonObject answer = link.type(stroke, numbered);
            if (answer != null && Boolean.TRUE.equals(answer.get("ok"))) {
                return;
            }
            if (answer == null && !numbered) {
                notices.say("the connection was lost with keys on the way; they may not have arrived");
                return;
            }
            // Refused: the shell is not open yet, or its agent is away for a moment.
            Thread.sleep(RETRY);
        }
    }
}
