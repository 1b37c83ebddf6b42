package io.noderax.agent.root;

import io.noderax.linux.Descriptor;
import io.noderax.linux.DescriptorSocket;
import io.noderax.linux.ProcessIdentity;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.rootaccess.RootProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Where the root broker is asked. Safe for any number of threads. */
public record BrokerAddress(Path socket) {
    /** A broker that is started by the first caller is a JVM that has to come up. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

    private static final Duration LONGEST_SCAN = Duration.ofSeconds(30);

    /** Whether somebody listens there, or has. */
    public boolean isThere() {
        return Files.exists(socket);
    }

    /** Has a broker started that its service manager starts for the first caller; nothing is asked of it. */
    public void wake() {
        try {
            DescriptorSocket.connect(socket).close();
        } catch (IOException e) {
            // There is none, and nobody who starts one.
        }
    }

    /**
     * Has the profile in force.
     *
     * @throws RootRefused when the broker does not want to
     * @throws IOException when it is not there, or does not answer
     */
    public void apply(RootProfile profile) throws RootRefused, IOException {
        try (RootLines lines = new RootLines(DescriptorSocket.connect(socket))) {
            ask(lines, new BrokerRequest.ApplyProfile(profile));
        }
    }

    /**
     * Has a process started, which lives as long as it likes, but not without this process: when the connection ends, the broker ends it.
     *
     * @throws RootRefused when the broker does not want to
     * @throws IOException when it is not there, or does not answer; then it has ended what it may have started
     */
    public RootProcess start(BrokerRequest request, Descriptor... descriptors) throws RootRefused, IOException {
        RootLines lines = new RootLines(DescriptorSocket.connect(socket));
        try {
            JsonObject launched = ask(lines, request, descriptors).object(BrokerMessages.LAUNCHED);
            ProcessIdentity identity = Fields.read(
                    launched == null ? JsonObject.EMPTY : launched, Fields.Unknown.IGNORED, BrokerMessages::process);
            return new RootProcess(identity, lines);
        } catch (IOException | RootRefused e) {
            lines.close();
            throw e;
        } catch (InvalidFields e) {
            lines.close();
            throw new IOException("the root broker gives an answer that cannot be understood: " + e.getMessage(), e);
        }
    }

    /**
     * Has a log read; blocks for the time of a scan.
     *
     * @param scan in the words of {@code log.scan}
     * @return the result in the same words
     * @throws RootRefused when the broker does not want to, or the log cannot be read
     * @throws IOException when the broker is not there, or does not answer
     */
    public JsonObject readLog(JsonObject scan) throws RootRefused, IOException {
        try (RootLines lines = new RootLines(DescriptorSocket.connect(socket))) {
            lines.send(new BrokerRequest.ReadLog(scan).toJson());
            JsonObject read = answer(lines, LONGEST_SCAN).object(BrokerMessages.READ);
            return read == null ? JsonObject.EMPTY : read;
        }
    }

    private static JsonObject ask(RootLines lines, BrokerRequest request, Descriptor... descriptors)
            throws RootRefused, IOException {
        lines.send(request.toJson(), descriptors);
        return answer(lines, LONGEST_ANSWER);
    }

    private static JsonObject answer(RootLines lines, Duration atMost) throws RootRefused, IOException {
        JsonObject answer = lines.receive(atMost);
        if (answer == null) {
            throw new IOException("the root broker did not answer within " + atMost.toSeconds() + " s");
        }
        JsonObject refused = answer.object(BrokerMessages.REFUSED);
        if (refused != null) {
            throw new RootRefused(String.valueOf(refused.text("code")), String.valueOf(refused.text("reason")));
        }
        return answer;
    }
}
