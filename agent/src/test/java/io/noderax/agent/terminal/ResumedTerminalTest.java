package io.noderax.agent.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.protocol.terminal.TerminalExited;
import io.noderax.protocol.terminal.TerminalOutput;
import io.noderax.protocol.terminal.TerminalTaken;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Towards a server with the extension terminal-resume: what a cut takes away comes again, and nothing comes twice. */
class ResumedTerminalTest {
    @Test
    void cutsAtAnyMomentLoseNoByteAndDoubleNone() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String reference;
        try (FakeServer server = new FakeServer(true).start()) {
            reference = output(server, 0, random);
        }
        try (FakeServer server = new FakeServer(true).start()) {
            assertThat(output(server, 200, random)).as("seed " + seed).isEqualTo(reference);
            assertThat(server.missing).isZero();
        }
    }

    private static String output(FakeServer server, int cuts, Random random) {
        server.awaitText("$ ").type("seq 1 60000; read a; echo \"<$a>\"; exit 7\n");
        for (int i = 0; i < cuts; i++) {
            pause(random.nextInt(3_000_000));
            server.cut();
            if (i % 40 == 20) {
                server.type("key" + i + " ");
            }
            pause(random.nextInt(3_000_000));
            server.connect();
        }
        if (cuts == 0) {
            server.type("key20 key60 key100 key140 key180 ");
        }
        server.awaitText("60000\r\n").type("\n");
        TerminalExited exited = server.awaitExit();
        assertThat(exited.exitCode()).isEqualTo(7);
        assertThat(exited.endOffset()).isEqualTo(server.shown.size());
        assertThat(server.text()).contains("<key20 key60 key100 key140 key180>");
        return server.text().replaceAll("(key[0-9]+ )+", "").replaceAll("\\s+", "\n");
    }

    @Test
    void withoutAcknowledgementsOneWindowIsSentAndTheShellWaits() {
        try (FakeServer server = new FakeServer(true).start()) {
            server.awaitText("$ ");
            server.acknowledges = false;
            server.type("yes\n");
            server.await("the window", () -> server.shown.size() >= Outflow.WINDOW);
            server.await("no more than that", () -> server.shown.size() <= Outflow.WINDOW + 100);
            server.acknowledges = true;
            server.cut();
            server.connect();
            server.await("more", () -> server.shown.size() >= 3 * Outflow.WINDOW);
            server.type("\003");
            server.type("echo do''ne\n");
            server.awaitText("done");
        }
    }

    @Test
    void theEndIsToldAgainUntilItIsKnown() {
        try (FakeServer server = new FakeServer(true).start()) {
            server.awaitText("$ ");
            server.cut();
            server.type("exit 5\n");
            server.connect();
            assertThat(server.awaitExit().exitCode()).isEqualTo(5);
            server.await("it is forgotten", () -> server.sessions.count() == 0);
        }
    }

    @Test
    void aShellThatNobodyComesBackToEndsAndSaysSo() {
        TerminalLimits limits = new TerminalLimits(4, Duration.ofMillis(200), null, Duration.ofMillis(200));
        try (FakeServer server = new FakeServer(true, limits, FakeServer::launch).start()) {
            server.awaitText("$ ");
            server.cut();
            server.await("its end", () -> server.sessions.count() == 0);
            server.connect();
            assertThat(server.awaitExit().reason()).isEqualTo("detached");
        }
    }

    @Test
    void whatIsTypedWhileTheTerminalHidesItIsMarked() {
        try (FakeServer server = new FakeServer(true).start()) {
            server.awaitText("$ ").type("stty -echo; echo hid''den; read secret; stty echo; echo sho''wn\n");
            server.awaitText("hidden");
            int told = server.said.size();
            server.type("hunter2");
            server.await("the word about it", () -> server.said.size() > told);
            assertThat(server.last(TerminalTaken.class).echoOff()).isTrue();
            server.type("\n");
            server.awaitText("shown");
            server.await("the newline's own", () -> server.said.stream().anyMatch(ResumedTerminalTest::isHidden));
            int before = server.said.size();
            server.type("true\n");
            server.await("an echo", () -> server.text().endsWith("true\r\n$ "));
            assertThat(server.said.subList(before, server.said.size())).noneMatch(ResumedTerminalTest::isHidden);
        }
    }

    private static boolean isHidden(Object message) {
        return message instanceof TerminalOutput output && output.place().echoOff();
    }

    private static void pause(int nanos) {
        long until = System.nanoTime() + nanos;
        while (System.nanoTime() - until < 0) {
            Thread.onSpinWait();
        }
    }
}
