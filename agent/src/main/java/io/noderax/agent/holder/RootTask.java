package io.noderax.agent.holder;

import io.noderax.agent.root.BrokerAddress;
import io.noderax.agent.root.BrokerRequest;
import io.noderax.agent.root.RootProcess;
import io.noderax.agent.root.RootRefused;
import io.noderax.linux.ChildCommand;
import io.noderax.linux.ChildExit;
import io.noderax.linux.ChildOutput;
import io.noderax.linux.HandedPipes;
import io.noderax.linux.ProcessIdentity;
import io.noderax.linux.ResourceUse;
import io.noderax.linux.SpawnFailed;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A task that the root broker has started; this process has the other ends of its pipes. */
record RootTask(RootProcess process, ChildOutput output, BrokerAddress broker) implements TaskProcess {
    /**
     * Has it started.
     *
     * @throws IOException when the broker is not there, or does not answer
     */
    static TaskProcess start(LaunchOrder order, RootOrder root) throws SpawnFailed, RootRefused, IOException {
        BrokerAddress broker = new BrokerAddress(root.socket());
        try (HandedPipes pipes = HandedPipes.make()) {
            RootProcess process = broker.start(request(order, root), pipes.writeEnds());
            try {
                pipes.handedOver();
                return new RootTask(process, pipes.output(process.exitDescriptor()), broker);
            } catch (IOException e) {
                process.close();
                throw e;
            }
        }
    }

    private static BrokerRequest request(LaunchOrder order, RootOrder root) {
        JsonObject operation = root.operation();
        ChildCommand command = order.command();
        return operation != null
                ? new BrokerRequest.Operate(order.attempt().value(), operation, order.limits())
                : new BrokerRequest.Run(
                        order.attempt().value(),
                        command.argv().getFirst(),
                        command.argv().getLast(),
                        command.workingDirectory(),
                        command.environment(),
                        order.limits());
    }

    @Override
    public ProcessIdentity identity() {
        return process.identity();
    }

    @Override
    public @Nullable ChildExit exit() {
        return process.look();
    }

    @Override
    public ResourceUse use() {
        return process.use();
    }

    @Override
    public @Nullable String lack() {
        return null;
    }

    @Override
    public int end(Duration grace) {
        process.end(grace);
        return 0;
    }

    @Override
    public @Nullable JsonObject mishap() {
        return process.isBrokerLost() ? BrokerLostCause.json() : null;
    }

    /** A broker that was killed is needed once more: the next one ends what it has left. */
    @Override
    public void close() {
        boolean lost = process.isBrokerLost();
        output.close();
        process.close();
        if (lost) {
            broker.wake();
        }
    }
}
