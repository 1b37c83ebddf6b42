package io.noderax.agent.updater;

import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.AgentThread;
import io.noderax.agent.root.RootLines;
import io.noderax.agent.update.UpdateRefused;
import io.noderax.agent.update.UpdateRequest;
import io.noderax.agent.update.UpdaterAddress;
import io.noderax.linux.DescriptorListener;
import io.noderax.linux.DescriptorSocket;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests at a socket and has them done, one at a time, until nothing is left to do and nobody has come for a while. Who may
 * connect is for the socket's owner and mode to say.
 */
final class UpdaterDesk {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(5);

    private final Updater updater;
    private final Duration idle;
    private final Trial.Pause running;
    private final EventLog log;
    private volatile boolean working;

    /** @param running false when this process is to end */
    UpdaterDesk(Updater updater, Duration idle, Trial.Pause running, EventLog log) {
        this.updater = updater;
        this.idle = idle;
        this.running = running;
        this.log = log;
    }

    /** Blocks. What an earlier process has left is finished first. */
    void serve(DescriptorListener listener) throws IOException {
        long quietSince = System.nanoTime();
        while (running.waited(Duration.ZERO) && (working || System.nanoTime() - quietSince < idle.toNanos())) {
            DescriptorSocket caller = listener.accept(LOOK);
            if (caller != null) {
                answer(caller);
            }
            startIfBusy();
            if (working || caller != null) {
                quietSince = System.nanoTime();
            }
        }
    }

    private void startIfBusy() throws IOException {
        if (!working && updater.isBusy()) {
            working = true;
            AgentThread.start("update", this::work);
        }
    }

    private void work() {
        try {
            updater.finish();
        } catch (IOException | RuntimeException e) {
            log.error("the update could not be brought to its end, the next start goes on", "error", e);
        } finally {
            working = false;
        }
    }

    private void answer(DescriptorSocket caller) {
        try (RootLines lines = new RootLines(caller)) {
            lines.send(answered(lines.receive(LONGEST_REQUEST)));
        } catch (IOException e) {
            log.debug("a caller was not understood", "error", e);
        }
    }

    private JsonObject answered(@Nullable JsonObject line) {
        try {
            if (line == null) {
                throw new UpdateRefused(UpdateRefused.REFUSED, "no request came in time");
            }
            UpdateRequest request = Fields.read(line, Fields.Unknown.REFUSED, UpdateRequest::read);
            updater.accept(request);
            log.info("update asked for", "version", request.targetVersion(), "rollback", request.rollback());
            return JsonObject.of(UpdaterAddress.ACCEPTED, true);
        } catch (InvalidFields e) {
            return refused(UpdateRefused.REFUSED, "the request cannot be understood: " + e.getMessage());
        } catch (UpdateRefused e) {
            return refused(e.code(), e.reason());
        }
    }

    private static JsonObject refused(String code, String reason) {
        return JsonObject.builder()
                .put(UpdaterAddress.ACCEPTED, false)
                .put("code", code)
                .put("reason", reason)
                .build();
    }
}
