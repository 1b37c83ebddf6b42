package io.noderax.agent.rootbroker;

import io.noderax.agent.loops.AgentThread;
import io.noderax.agent.root.BrokerMessages;
import io.noderax.agent.root.RootLines;
import io.noderax.linux.Child;
import io.noderax.linux.ChildExit;
import io.noderax.linux.ControlGroup;
import io.noderax.linux.Descriptor;
import io.noderax.linux.Peer;
import io.noderax.linux.ProcessFamily;
import io.noderax.linux.ResourceUse;
import io.noderax.linux.TerminationLoop;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Follows one process that was started as root, obeys its caller, and ends it when that one is gone. */
final class Supervision implements Runnable {
    private static final Duration LONG = Duration.ofDays(1);

    private final RootLines lines;
    private final Child child;
    private final ProcessFamily family;
    private final BrokerParts parts;
    private final Asked asked;
    private volatile boolean exited;

    /** Whose process it is, for the audit. */
    record Asked(Peer peer, String what) {}

    Supervision(RootLines lines, Child child, ProcessFamily family, BrokerParts parts, Asked asked) {
        this.lines = lines;
        this.child = child;
        this.family = family;
        this.parts = parts;
        this.asked = asked;
    }

    /** Blocks until the caller has closed the connection and nothing of it runs on without its exit being known. */
    @Override
    public void run() {
        RunningFile running = writeDown();
        boolean told = running != null && tell(BrokerMessages.launched(child.identity()));
        Thread waiter = AgentThread.start("wait-" + child.identity().pid(), this::awaitExit);
        if (told) {
            obeyAll();
        }
        if (!exited) {
            parts.audit().tell(asked.peer(), asked.what(), "abandoned", "the caller is gone: ending the process");
            end(parts.grace());
        }
        join(waiter);
        if (running != null) {
            running.delete(parts.log());
        }
        if (family.control() != null) {
            family.control().remove();
        }
    }

    private @Nullable RunningFile writeDown() {
        try {
            return RunningFile.write(parts.running(), family);
        } catch (IOException e) {
            parts.log().error("what runs cannot be written down: ending it", "mark", family.mark(), "error", e);
            return null;
        }
    }

    /** Until the caller closes the connection, or says what it must not. */
    private void obeyAll() {
        try {
            while (true) {
                JsonObject order = lines.receive(LONG);
                lines.takeDescriptors().forEach(Descriptor::close);
                if (order != null) {
                    obey(order);
                }
            }
        } catch (IOException e) {
            parts.log().debug("caller is gone", "pid", child.identity().pid(), "error", e);
        }
    }

    private void obey(JsonObject order) throws IOException {
        Duration end = BrokerMessages.grace(order, BrokerMessages.END);
        Duration hangUp = BrokerMessages.grace(order, BrokerMessages.HANG_UP);
        if (order.names().size() != 1 || (end == null && hangUp == null)) {
            throw new IOException("the caller says what cannot be understood");
        }
        AgentThread.start("end-" + child.identity().pid(), () -> {
            if (end != null) {
                end(end);
            } else if (hangUp != null) {
                tell(JsonObject.of(
                        BrokerMessages.ENDED, new TerminationLoop(parts.processes()).hangUp(family, hangUp)));
            }
        });
    }

    private void end(Duration grace) {
        int left = new TerminationLoop(parts.processes()).end(family, grace);
        if (left > 0) {
            parts.log().warn("processes cannot be ended", "left", left, "mark", family.mark());
        }
    }

    private void awaitExit() {
        ChildExit how = child.awaitExit();
        exited = true;
        child.output().close();
        ControlGroup group = family.control();
        ResourceUse use = group == null ? child.use() : group.use().or(child.use());
        parts.audit().tell(asked.peer(), asked.what(), "ended", words(how));
        tell(BrokerMessages.exited(how, use));
    }

    private boolean tell(JsonObject message) {
        try {
            lines.send(message);
            return true;
        } catch (IOException e) {
            parts.log().debug("caller is gone", "pid", child.identity().pid(), "error", e);
            return false;
        }
    }

    private static String words(ChildExit how) {
        return switch (how) {
            case ChildExit.Exited(int code) -> "exit code " + code;
            case ChildExit.Signalled(int signal) -> "signal " + signal;
            case ChildExit.Unknown _ -> "nobody knows how";
        };
    }

    private static void join(Thread thread) {
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
