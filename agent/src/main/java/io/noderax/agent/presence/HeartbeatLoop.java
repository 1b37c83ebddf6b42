package io.noderax.agent.presence;

import io.noderax.agent.controlplane.AgentCalls;
import io.noderax.agent.controlplane.Answer;
import io.noderax.agent.controlplane.Comeback;
import io.noderax.agent.controlplane.CurrentIdentity;
import io.noderax.agent.controlplane.Trouble;
import io.noderax.agent.identity.AgentVersion;
import io.noderax.agent.identity.Identity;
import io.noderax.agent.identity.Machine;
import io.noderax.agent.loops.Pulse;
import io.noderax.agent.loops.StopSignal;
import io.noderax.protocol.session.Heartbeat;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Says at once, and then every interval while no realtime session is up, that the node is there: with the reference a claim does
 * not count as presence.
 */
public final class HeartbeatLoop implements Runnable {
    private final AgentCalls calls;
    private final CurrentIdentity identity;
    private final Machine machine;
    private final AgentVersion version;
    private final Pulse pulse;
    private final Duration interval;
    private final Comeback comeback;
    private final Trouble trouble;
    private final Clock clock;
    private final StopSignal stop;
    private final StopSignal greeted;
    private final BooleanSupplier present;

    /**
     * Who says it.
     *
     * @param pulse tells that the loop goes on
     */
    public record Self(CurrentIdentity identity, Machine machine, AgentVersion version, Pulse pulse) {}

    /**
     * @param greeted is stopped after the first one, answered or not
     * @param present whether something else tells that the node is there
     */
    public HeartbeatLoop(
            AgentCalls calls,
            Self self,
            Duration interval,
            Comeback comeback,
            Trouble trouble,
            Clock clock,
            StopSignal stop,
            StopSignal greeted,
            BooleanSupplier present) {
        this.calls = calls;
        this.identity = self.identity();
        this.machine = self.machine();
        this.version = self.version();
        this.pulse = self.pulse();
        this.interval = interval;
        this.comeback = comeback;
        this.trouble = trouble;
        this.clock = clock;
        this.stop = stop;
        this.greeted = greeted;
        this.present = present;
    }

    @Override
    public void run() {
        Duration pause = Duration.ZERO;
        while (!stop.await(pause)) {
            pause = present.getAsBoolean() ? interval : beat();
            greeted.stop();
            pulse.within(pause);
        }
        pulse.rest();
    }

    /** The pause until the next one. */
    private Duration beat() {
        return switch (calls.heartbeat(heartbeat())) {
            case Answer.Ok<?> _ -> {
                comeback.reset();
                trouble.over();
                yield interval;
            }
            case Answer.Failure<?> failure -> {
                Duration delay = comeback.after(failure);
                trouble.report(failure.sentence(), delay);
                yield delay;
            }
        };
    }

    private Heartbeat heartbeat() {
        Identity now = identity.get();
        return new Heartbeat(
                now.nodeId(),
                now.token(),
                version.version(),
                machine.platformVersion(),
                machine.kernelVersion(),
                clock.instant());
    }
}
