package io.noderax.agent.status;

import io.noderax.agent.log.EventLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Answers each who connects with the report, and hangs up; asleep while nobody does. */
final class StatusLoop implements Runnable {
    private static final long AFTER_TROUBLE_MS = 1000;

    private final ServerSocketChannel channel;
    private final StatusReport report;
    private final EventLog log;

    StatusLoop(ServerSocketChannel channel, StatusReport report, EventLog log) {
        this.channel = channel;
        this.report = report;
        this.log = log;
    }

    @Override
    public void run() {
        while (channel.isOpen()) {
            try (SocketChannel caller = channel.accept()) {
                answer(caller);
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException | RuntimeException e) {
                log.warn("status could not be told", "error", e);
                pause();
            }
        }
    }

    /** Small enough for the socket's buffer: a caller who does not read holds nobody up. */
    private void answer(SocketChannel caller) throws IOException {
        caller.configureBlocking(false);
        caller.write(ByteBuffer.wrap((report.ofRunning() + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    private static void pause() {
        try {
            Thread.sleep(AFTER_TROUBLE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
