package io.noderax.agent.rootbroker;

import io.noderax.agent.containment.Containment;
import io.noderax.agent.containment.LimitsNotHeld;
import io.noderax.agent.root.BrokerMessages;
import io.noderax.agent.root.BrokerRequest;
import io.noderax.agent.root.RootLines;
import io.noderax.agent.root.RootRefused;
import io.noderax.linux.Child;
import io.noderax.linux.Descriptor;
import io.noderax.linux.DescriptorSocket;
import io.noderax.linux.Peer;
import io.noderax.linux.ProcessFamily;
import io.noderax.linux.SpawnFailed;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** One caller: who it is, its one request, and what comes of that. */
final class Conversation implements Runnable {
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(10);

    private final RootLines lines;
    private final BrokerParts parts;
    private final Runnable over;
    private String what = "a request that was not read";

    Conversation(DescriptorSocket socket, BrokerParts parts, Runnable over) {
        this.lines = new RootLines(socket);
        this.parts = parts;
        this.over = over;
    }

    @Override
    public void run() {
        try (lines) {
            converse(lines.peer());
        } catch (IOException e) {
            parts.log().debug("conversation ended", "what", what, "error", e);
        } finally {
            over.run();
        }
    }

    /** Ends it, and with it what it has started; any thread. */
    void end() {
        lines.end();
    }

    private void converse(Peer peer) throws IOException {
        try {
            require(peer);
            serve(read(), peer);
        } catch (RootRefused e) {
            parts.audit().tell(peer, what, "refused", e.reason());
            lines.send(BrokerMessages.refused(e));
        }
    }

    private void require(Peer peer) throws RootRefused {
        if (peer.uid() != parts.user() && peer.uid() != 0) {
            throw new RootRefused(
                    RootRefused.BAD_REQUEST, "user number " + peer.uid() + " may not ask the root broker for anything");
        }
    }

    private BrokerRequest read() throws RootRefused {
        try {
            JsonObject line = lines.receive(LONGEST_REQUEST);
            if (line == null) {
                throw refused("no request came within " + LONGEST_REQUEST.toSeconds() + " s");
            }
            BrokerRequest request = BrokerRequest.read(line);
            what = RequestWords.of(request);
            return request;
        } catch (IOException | InvalidFields | IllegalArgumentException e) {
            throw refused("the request cannot be understood: " + e.getMessage());
        }
    }

    private void serve(BrokerRequest request, Peer peer) throws RootRefused, IOException {
        List<Descriptor> handed = lines.takeDescriptors();
        try {
            if (handed.size() != request.descriptors()) {
                throw refused(request.kind() + " comes with " + request.descriptors() + " descriptors (got "
                        + handed.size() + ")");
            }
            parts.policy().require(request);
            switch (request) {
                case BrokerRequest.ApplyProfile apply -> apply(apply, peer);
                case BrokerRequest.Run run -> launch(run, RootCommand.of(run), handed, peer);
                case BrokerRequest.Operate operate ->
                    launch(operate, RootCommand.of(operate, parts.work().operations()), handed, peer);
                case BrokerRequest.ReadLog read -> readLog(read, peer);
                case BrokerRequest.Terminal terminal -> launch(terminal, RootCommand.of(terminal), handed, peer);
            }
        } catch (InvalidFields | IllegalArgumentException e) {
            throw refused("the request cannot be understood: " + e.getMessage());
        } finally {
            handed.forEach(Descriptor::close);
        }
    }

    private void apply(BrokerRequest.ApplyProfile apply, Peer peer) throws RootRefused, IOException {
        parts.profile().requireWithinLimit(apply.profile());
        writeDown(peer, "");
        try {
            parts.profile().apply(apply.profile());
        } catch (IOException e) {
            throw new RootRefused(RootRefused.NOT_STARTED, "the root broker cannot write its profile: " + e);
        }
        lines.send(JsonObject.of(BrokerMessages.APPLIED, apply.profile().wireName()));
    }

    private void readLog(BrokerRequest.ReadLog read, Peer peer) throws RootRefused, IOException {
        parts.profile().require(read.surface());
        writeDown(peer, "");
        JsonObject found;
        try {
            found = parts.work().logs().read(read.scan());
        } catch (IOException e) {
            throw new RootRefused("read-failed", "the log cannot be read: " + e.getMessage());
        }
        lines.send(JsonObject.of(BrokerMessages.READ, found));
    }

    private void launch(BrokerRequest request, RootCommand command, List<Descriptor> handed, Peer peer)
            throws RootRefused, IOException {
        parts.profile().require(request.surface());
        writeDown(peer, String.join(" ", command.command().argv()));
        Containment.Started<Child> started = spawn(request, command, handed);
        Child child = started.child();
        handed.forEach(Descriptor::close);
        ProcessFamily family = new ProcessFamily(child.identity(), command.mark(), started.group());
        new Supervision(lines, child, family, parts, new Supervision.Asked(peer, what)).run();
    }

    private Containment.Started<Child> spawn(BrokerRequest request, RootCommand command, List<Descriptor> handed)
            throws RootRefused {
        try {
            return parts.containment()
                    .start(
                            UUID.randomUUID().toString(),
                            parts.policy().limits(request),
                            _ -> {},
                            spawner -> request instanceof BrokerRequest.Terminal terminal
                                    ? spawner.spawn(command.command(), handed.getFirst(), terminal.mode())
                                    : spawner.spawn(command.command(), handed.getFirst(), handed.getLast()));
        } catch (LimitsNotHeld e) {
            throw new RootRefused(LimitsNotHeld.CODE, e.reason());
        } catch (SpawnFailed e) {
            throw new RootRefused(RootRefused.NOT_STARTED, String.valueOf(e.getMessage()));
        }
    }

    /** What cannot be written down is not done. */
    private void writeDown(Peer peer, String detail) throws RootRefused {
        try {
            parts.audit().write(peer, what, "allowed", detail);
        } catch (IOException e) {
            throw new RootRefused(RootRefused.NOT_STARTED, "the root broker cannot write its audit: " + e);
        }
    }

    private static RootRefused refused(String reason) {
        return new RootRefused(RootRefused.BAD_REQUEST, reason);
    }
}
