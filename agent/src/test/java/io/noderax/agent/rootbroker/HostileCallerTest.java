package io.noderax.agent.rootbroker;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.agent.containment.TaskLimits;
import io.noderax.agent.root.BrokerRequest;
import io.noderax.agent.root.RootLines;
import io.noderax.linux.ChildExit;
import io.noderax.linux.Descriptor;
import io.noderax.linux.DescriptorSocket;
import io.noderax.linux.HandedPipes;
import io.noderax.linux.PtyMode;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.rootaccess.RootProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever may ask the broker may be somebody else's by now: nothing but a right request does anything. */
class HostileCallerTest {
    private static final String ATTEMPT = "\"attempt\":\"00000000-0000-4000-8000-000000000001\"";

    @TempDir
    private Path folder;

    private RunningBroker broker;

    @BeforeEach
    void open() throws Exception {
        broker = new RunningBroker(folder);
        broker.address().apply(RootProfile.ALL);
    }

    @AfterEach
    void close() {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void anotherUserIsRefusedWhateverTheSocketsModeSays() throws Exception {
        for (Path open : List.of(folder, broker.socket())) {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        String ask =
                "use Socket; socket(S,PF_UNIX,SOCK_STREAM,0); connect(S,sockaddr_un($ARGV[0])) or die $!; print <S>;";
        Process process = new ProcessBuilder(
                        "setpriv",
                        "--reuid=65534",
                        "--regid=65534",
                        "--clear-groups",
                        "perl",
                        "-e",
                        ask,
                        broker.socket().toString())
                .redirectErrorStream(true)
                .start();

        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(answer).contains("root-request-refused").contains("user number 65534 may not ask");
        JsonObject written = broker.audit().getLast();
        assertThat(written.text("outcome")).isEqualTo("refused");
        assertThat(written.get("uid")).isEqualTo(65534L);
    }

    @Test
    void whatIsNoRequestIsRefusedAndWrittenDown() throws IOException {
        List<String> wrong = List.of(
                "",
                "\0",
                "[]",
                "{}",
                "{\"run\":1}",
                "{\"run\":{}}",
                "{\"reboot\":{}}",
                "{\"apply-profile\":{\"profile\":\"root\"}}",
                "{\"apply-profile\":{\"profile\":\"all\",\"force\":true}}",
                "{\"apply-profile\":{\"profile\":\"all\"},\"run\":{}}",
                "{\"terminal\":{\"session\":\"00000000-0000-4000-8000-000000000001\",\"shell\":\"/tmp/x\",\"mode\":\"pty+ctty\"}}",
                run("\"command\":\"id\",\"directory\":\"/\",\"environment\":{},\"argv\":[\"id\"]"),
                run("\"command\":\"id\",\"directory\":\".\",\"environment\":{}"),
                run("\"command\":\"\",\"directory\":\"/\",\"environment\":{}"),
                run("\"command\":\"i\\u0000d\",\"directory\":\"/\",\"environment\":{}"),
                run("\"command\":\"id\",\"directory\":\"/\\u0000\",\"environment\":{}"),
                run("\"command\":\"id\",\"directory\":\"/\",\"environment\":{\"A=B\":\"c\"}"),
                run("\"command\":\"id\",\"directory\":\"/\",\"environment\":{\"A\\u0000\":\"c\"}"),
                run("\"command\":\"id\",\"directory\":\"/\",\"environment\":{\"A\":1}"),
                run("\"command\":[\"id\"],\"directory\":\"/\",\"environment\":{}"));
        for (String line : wrong) {
            assertThat(broker.say((line + "\n").getBytes(StandardCharsets.UTF_8)))
                    .as(line)
                    .contains("\"refused\"")
                    .contains("root-request-refused");
        }

        assertThat(broker.audit().stream().filter(entry -> "refused".equals(entry.text("outcome"))))
                .hasSize(wrong.size());
        assertStillServing();
    }

    @Test
    void aRequestWithoutItsDescriptorsOrWithOthersIsRefused() throws Exception {
        try (HandedPipes pipes = HandedPipes.make()) {
            Descriptor[] two = pipes.writeEnds();
            Map<BrokerRequest, Descriptor[]> wrong = Map.of(
                    RunningBroker.command("id"),
                    new Descriptor[] {},
                    RunningBroker.command("id -u"),
                    new Descriptor[] {two[0]},
                    new BrokerRequest.Operate(UUID.randomUUID(), JsonObject.EMPTY, TaskLimits.NONE),
                    new Descriptor[] {two[0], two[1], two[0]},
                    new BrokerRequest.Terminal(UUID.randomUUID(), "/bin/sh", PtyMode.PTY_CTTY),
                    two,
                    new BrokerRequest.ApplyProfile(RootProfile.OFF),
                    two);
            for (Map.Entry<BrokerRequest, Descriptor[]> entry : wrong.entrySet()) {
                try (RootLines lines = new RootLines(DescriptorSocket.connect(broker.socket()))) {
                    lines.send(entry.getKey().toJson(), entry.getValue());
                    assertThat(String.valueOf(lines.receive(RunningBroker.LIMIT)))
                            .contains("comes with " + entry.getKey().descriptors() + " descriptors");
                }
            }
        }
        assertStillServing();
    }

    @Test
    void aRequestWithoutAnEndIsNotKept() throws IOException {
        byte[] endless = new byte[BrokerRequest.LONGEST_LINE + 100_000];
        java.util.Arrays.fill(endless, (byte) ' ');

        assertThat(broker.say(endless)).isIn("", broker.say(endless));
        assertThat(broker.audit().getLast().text("detail")).contains("longer than 4194304 bytes");
        assertStillServing();
    }

    @Test
    void whoSaysNothingOrLeavesKeepsNobodyElseFromAsking() throws IOException {
        try (DescriptorSocket _ = DescriptorSocket.connect(broker.socket());
                DescriptorSocket half = DescriptorSocket.connect(broker.socket())) {
            half.send("{\"run\":{".getBytes(StandardCharsets.UTF_8));
            DescriptorSocket.connect(broker.socket()).close();
            assertStillServing();
        }
    }

    @Test
    void twoThousandMutatedRequestsDoNothingAndLeakNothing() throws IOException {
        Random random = new Random(20261124);
        byte[] right = (RunningBroker.command("id").toJson() + "\n").getBytes(StandardCharsets.UTF_8);
        assertStillServing();
        long before = descriptors();
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = right.clone();
            for (int flips = 1 + random.nextInt(6); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length - 1)] = (byte) random.nextInt(256);
            }
            assertThat(broker.say(bytes))
                    .as(new String(bytes, StandardCharsets.ISO_8859_1))
                    .contains("refused");
        }

        assertThat(broker.audit().stream().filter(entry -> "allowed".equals(entry.text("outcome"))))
                .as("the profile, and the two that were right")
                .hasSize(2);
        assertStillServing();
        assertThat(descriptors()).isLessThan(before + 20);
    }

    private static String run(String rest) {
        return "{\"run\":{" + ATTEMPT + ",\"shell\":\"/bin/sh\"," + rest + "}}";
    }

    private void assertStillServing() {
        try {
            assertThat(broker.run(RunningBroker.command("exit 5")).exit()).isEqualTo(new ChildExit.Exited(5));
        } catch (Exception e) {
            throw new AssertionError("the broker does not serve any more", e);
        }
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
