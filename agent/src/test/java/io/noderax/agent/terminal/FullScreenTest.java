package io.noderax.agent.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that paint the whole screen, judged by what a terminal emulator shows; cut off and resumed on the way. */
class FullScreenTest {
    @Test
    void aTextIsTypedAndSavedInVimWhileTheConnectionIsCut(@TempDir Path folder) throws IOException {
        needs("vim");
        Path file = folder.resolve("text");
        try (FakeServer server = new FakeServer(true).start()) {
            server.awaitText("$ ").type("vim -u NONE -N " + file + "\n");
            awaitScreen(server, "~");
            server.type("ifirst line");
            server.cut();
            server.connect();
            server.type("\rsecond line\033");
            awaitScreen(server, "first line\nsecond line\n~");
            server.cut();
            server.type(":wq\n");
            server.connect();
            exit(server);
            server.awaitExit();
            assertThat(Files.readString(file)).isEqualTo("first line\nsecond line\n");
            assertThat(server.missing).isZero();
        }
    }

    @Test
    void lessShowsPages(@TempDir Path folder) throws IOException {
        needs("less");
        Path file = folder.resolve("numbers");
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 500; i++) {
            lines.append("line ").append(i).append('\n');
        }
        Files.writeString(file, lines);
        try (FakeServer server = new FakeServer(false).start()) {
            server.awaitText("$ ").type("less " + file + "\n");
            awaitScreen(server, "line 33\n");
            server.type(" ");
            awaitScreen(server, "line 34\n");
            server.type("G");
            awaitScreen(server, "line 500\n(END)");
            server.type("q");
            exit(server);
            assertThat(server.awaitExit().exitCode()).isZero();
        }
    }

    @Test
    void topPaintsAndEnds() {
        needs("top");
        paintsAndEnds("top", "PID");
    }

    @Test
    void htopPaintsAndEnds() {
        needs("htop");
        paintsAndEnds("htop", "PID");
    }

    private static void paintsAndEnds(String program, String word) {
        try (FakeServer server = new FakeServer(false).start()) {
            server.awaitText("$ ").type(program + "\n");
            awaitScreen(server, word);
            server.type("q");
            exit(server);
            server.awaitExit();
        }
    }

    /** A program that leaves may throw away what was typed ahead. */
    private static void exit(FakeServer server) {
        server.await("the prompt", () -> server.text().endsWith("$ "));
        server.type("exit\n");
    }

    private static void awaitScreen(FakeServer server, String text) {
        server.await(
                "a screen with " + text,
                () -> Screen.after(server.shown.toByteArray(), 120, 34).contains(text));
    }

    /** Where everything is tested there is everything; elsewhere a missing program is said, not failed. */
    private static void needs(String program) {
        boolean there = Files.isExecutable(Path.of("/usr/bin", program));
        assertThat(there || System.getenv("CI") == null)
                .as(program + " is installed")
                .isTrue();
        Assumptions.assumeTrue(there, program + " is not installed");
    }
}
