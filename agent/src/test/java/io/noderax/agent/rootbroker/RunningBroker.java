package io.noderax.agent.rootbroker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noderax.agent.containment.TaskLimits;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.log.Level;
import io.noderax.agent.operations.OperationalCommand;
import io.noderax.agent.root.BrokerAddress;
import io.noderax.agent.root.BrokerRequest;
import io.noderax.agent.root.RootProcess;
import io.noderax.agent.root.RootRefused;
import io.noderax.linux.ChildExit;
import io.noderax.linux.ChildOutput;
import io.noderax.linux.DescriptorSocket;
import io.noderax.linux.HandedPipes;
import io.noderax.linux.OwnUser;
import io.noderax.linux.SpawnFailed;
import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.rootaccess.RootProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A broker on a thread of this process, with its socket and its folder in a folder of the test. */
final class RunningBroker implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(20);

    private final Path folder;
    private final RootBroker broker;
    private final Thread thread;

    RunningBroker(Path folder, RootProfile highest, @Nullable Duration idle) throws IOException {
        assumeTrue(OwnUser.isRoot() || System.getenv("CI") != null, "needs root");
        this.folder = folder;
        this.broker = RootBroker.open(
                new RootBroker.Settings(socket(), "root", folder.resolve("own"), highest),
                idle,
                new RootWork(
                        request -> new OperationalCommand(
                                List.of("/bin/echo", "asked for", request.toString()), Map.of("LANG", "C")),
                        RunningBroker::log),
                Clock.systemUTC(),
                new EventLog(System.out, Level.DEBUG, Clock.systemUTC()));
        this.thread = Thread.ofPlatform().start(broker::run);
    }

    /** What a log would say. */
    private static JsonObject log(JsonObject scan) throws RootRefused {
        if (!"syslog".equals(scan.text("sourcePresetId"))) {
            throw new RootRefused("no-such-log", "there is no " + scan.text("sourcePresetId"));
        }
        return JsonObject.of("asked", scan);
    }

    RunningBroker(Path folder) throws IOException {
        this(folder, RootProfile.ALL, null);
    }

    Path socket() {
        return folder.resolve("s");
    }

    BrokerAddress address() {
        return new BrokerAddress(socket());
    }

    void awaitOwnEnd() throws InterruptedException {
        thread.join(LIMIT);
    }

    boolean isServing() {
        return thread.isAlive();
    }

    List<JsonObject> audit() throws IOException {
        return Files.readAllLines(folder.resolve("own/audit.jsonl")).stream()
                .map(Json::parseObject)
                .toList();
    }

    /** A command that a shell runs. */
    static BrokerRequest.Run command(String command) {
        return new BrokerRequest.Run(
                UUID.randomUUID(),
                "/bin/sh",
                command,
                "/",
                Map.of("PATH", "/usr/bin:/bin", "TOKEN", "s3cret-value"),
                TaskLimits.NONE);
    }

    /** Starts it and reads until it has ended. */
    Ended run(BrokerRequest request) throws SpawnFailed, RootRefused, IOException {
        try (HandedPipes pipes = HandedPipes.make();
                RootProcess process = address().start(request, pipes.writeEnds());
                ChildOutput output = pipes.output(process.exitDescriptor())) {
            pipes.handedOver();
            String text = text(output);
            while (process.look() == null) {
                output.awaitExit(LIMIT);
            }
            return new Ended(process.look(), text);
        }
    }

    /** How a process ended, and what it wrote. */
    record Ended(@Nullable ChildExit exit, String output) {}

    /** Sends the bytes as they are; the answer, which is empty when the broker has closed without one. */
    String say(byte[] bytes) throws IOException {
        try (DescriptorSocket raw = DescriptorSocket.connect(socket())) {
            try {
                raw.send(bytes);
            } catch (IOException e) {
                // It has had enough before it has read all.
            }
            return answer(raw);
        }
    }

    static String answer(DescriptorSocket raw) {
        StringBuilder all = new StringBuilder();
        try {
            DescriptorSocket.Received received = raw.receive(LIMIT);
            while (received != null && received.bytes().hasRemaining() && all.indexOf("\n") < 0) {
                all.append(StandardCharsets.UTF_8.decode(received.bytes()));
                received = all.indexOf("\n") < 0 ? raw.receive(LIMIT) : null;
            }
        } catch (IOException e) {
            all.append("");
        }
        return all.toString();
    }

    /** Reads until the text has been written. */
    static void await(ChildOutput output, String text) {
        StringBuilder all = new StringBuilder();
        while (all.indexOf(text) < 0) {
            ChildOutput.Chunk chunk = output.read(LIMIT);
            if (!chunk.bytes().hasRemaining()) {
                throw new AssertionError("no " + text + " but " + chunk.read() + " after: " + all);
            }
            all.append(StandardCharsets.UTF_8.decode(chunk.bytes()));
        }
    }

    private static String text(ChildOutput output) {
        StringBuilder all = new StringBuilder();
        ChildOutput.Chunk chunk = output.read(LIMIT);
        while (chunk.read() != ChildOutput.Read.ENDED) {
            all.append(StandardCharsets.UTF_8.decode(chunk.bytes()));
            chunk = output.read(LIMIT);
        }
        return all.toString();
    }

    /** As a signal does. */
    void stop() {
        broker.close();
    }

    @Override
    public void close() {
        stop();
    }
}
