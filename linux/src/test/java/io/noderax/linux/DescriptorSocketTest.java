package io.noderax.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real sockets that pass real descriptors, and children that get them. */
class DescriptorSocketTest {
    private static final Map<String, String> PATH = Map.of("PATH", "/usr/bin:/bin");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private DescriptorListener listener;
    private DescriptorSocket client;
    private DescriptorSocket server;

    @BeforeEach
    void connect() throws IOException {
        Path path = folder.resolve("s");
        listener = DescriptorListener.listen(path);
        client = DescriptorSocket.connect(path);
        server = Objects.requireNonNull(listener.accept(LIMIT));
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        listener.close();
    }

    @Test
    void bytesArriveInOrderAndTheEndIsSeen() throws IOException {
        byte[] sent = new byte[200_000];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = (byte) (i * 31);
        }
        Thread sender = Thread.ofVirtual().start(() -> {
            try {
                client.send(sent);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            client.end();
        });
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        byte[] piece = receive().bytes().array();
        while (piece.length > 0) {
            all.writeBytes(piece);
            piece = receive().bytes().array();
        }

        assertThat(all.toByteArray()).isEqualTo(sent);
        assertThat(sender.isAlive()).isFalse();
    }

    @Test
    void nothingComesWithinTheTime() throws IOException {
        assertThat(server.receive(Duration.ofMillis(20))).isNull();
    }

    @Test
    void thePeerIsThisVeryProcess() throws IOException {
        assertThat(server.peer())
                .isEqualTo(new Peer(Math.toIntExact(ProcessHandle.current().pid()), OwnUser.id()));
    }

    @Test
    void aChildOfTheReceiverWritesIntoThePipesOfTheSender() throws Exception {
        try (HandedPipes pipes = HandedPipes.make()) {
            client.send(new byte[] {'x'}, pipes.writeEnds());
            List<Descriptor> came = receive().descriptors();
            assertThat(came).hasSize(2);
            Child child = spawner()
                    .spawn(
                            new ChildCommand(
                                    List.of("/bin/sh", "-c", "echo out; echo err >&2; ls /proc/self/fd"), PATH, "/"),
                            came.get(0),
                            came.get(1));
            came.forEach(Descriptor::close);
            try (ChildOutput output = pipes.output(server.duplicate())) {
                pipes.handedOver();
                assertThat(text(output, ChildOutput.Read.OUTPUT)).isEqualTo("out\n0\n1\n2\n3\n");
            }
            assertThat(child.awaitExit()).isEqualTo(new ChildExit.Exited(0));
            child.output().close();
        }
    }

    @Test
    void aShellOfTheReceiverHasTheTerminalOfTheSenderAsItsControllingOne() throws Exception {
        try (HandedTerminal terminal = HandedTerminal.open(new WindowSize(120, 34))) {
            client.send(new byte[] {'x'}, terminal.slave());
            Descriptor came = receive().descriptors().getFirst();
            Child child = spawner()
                    .spawn(
                            new ChildCommand(List.of("/bin/sh", "-c", "stty size </dev/tty; exit 7"), PATH, "/"),
                            came,
                            PtyMode.PTY_CTTY);
            came.close();
            try (Pty pty = terminal.pty(child.identity(), server.duplicate(), child::exit)) {
                terminal.handedOver();
                assertThat(text(pty)).isEqualTo("34 120\r\n");
            }
            child.output().close();
        }
    }

    @Test
    void moreDescriptorsThanAnybodyNeedsAreRefusedAndNoneStaysOpen() throws Exception {
        Descriptor[] many = new Descriptor[DescriptorMessage.MOST_DESCRIPTORS + 2];
        for (int i = 0; i < many.length; i++) {
            many[i] = client.duplicate();
        }
        long before = descriptors();

        client.send(new byte[] {'x'}, many);

        assertThatThrownBy(() -> server.receive(LIMIT)).hasMessage("too many descriptors");
        assertThat(descriptors()).isEqualTo(before);
        Stream.of(many).forEach(Descriptor::close);
    }

    @Test
    void aPathThatIsTooLongIsSaid() {
        assertThatThrownBy(() -> DescriptorSocket.connect(folder.resolve("d".repeat(120))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("at most 107 bytes");
        assertThatThrownBy(() -> DescriptorSocket.connect(folder.resolve("none")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no such file");
    }

    @Test
    void usersHaveTheirNumbers() {
        assertThat(UserNumber.of("root")).isZero();
        assertThat(UserNumber.of("no-such-user-here")).isNull();
    }

    private static Spawner spawner() {
        return new Spawner(RunningChild.PROCESSES);
    }

    private DescriptorSocket.Received receive() throws IOException {
        return Objects.requireNonNull(server.receive(LIMIT));
    }

    private static String text(ChildOutput output, ChildOutput.Read stream) {
        StringBuilder all = new StringBuilder();
        ChildOutput.Chunk chunk = output.read(LIMIT);
        while (chunk.read() != ChildOutput.Read.ENDED) {
            if (chunk.read() == stream) {
                all.append(new String(RunningChild.bytes(chunk), StandardCharsets.UTF_8));
            }
            chunk = output.read(LIMIT);
        }
        return all.toString();
    }

    private static String text(Pty pty) {
        StringBuilder all = new StringBuilder();
        byte[] bytes = new byte[1000];
        int length = 0;
        while (length >= 0) {
            pty.await(true, false, LIMIT);
            length = pty.read(bytes, bytes.length);
            all.append(new String(bytes, 0, Math.max(0, length), StandardCharsets.UTF_8));
        }
        return all.toString();
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
