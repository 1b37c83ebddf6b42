package io.noderax.agent.rootbroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noderax.agent.root.BrokerAddress;
import io.noderax.linux.OwnUser;
import io.noderax.protocol.rootaccess.RootProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker's command as a service manager starts it: with a listening socket at which somebody waits already. */
class SocketActivationTest {
    /** Makes the socket at descriptor 3, says so, and becomes the broker. */
    private static final String MANAGER = """
            use Socket; use POSIX;
            $^F = 9;
            socket(S, PF_UNIX, SOCK_STREAM, 0) or die $!;
            bind(S, sockaddr_un(shift @ARGV)) or die $!;
            listen(S, 8) or die $!;
            if (fileno(S) != 3) { POSIX::dup2(fileno(S), 3) or die $!; }
            $ENV{LISTEN_FDS} = 1; $ENV{LISTEN_PID} = $$;
            exec @ARGV or die $!;
            """;

    @TempDir
    private Path folder;

    @Test
    void theFirstCallerIsServedAndASignalEndsItWell() throws Exception {
        assumeTrue(OwnUser.isRoot() || System.getenv("CI") != null, "needs root");
        Path socket = folder.resolve("s");
        Process broker = start(socket);
        try {
            awaitSocket(socket, broker);

            new BrokerAddress(socket).apply(RootProfile.TASK);

            assertThat(Files.readString(folder.resolve("own/profile.json"))).contains("\"profile\":\"task\"");
            broker.destroy();
            assertThat(broker.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(broker.exitValue()).isZero();
            assertThat(socket).as("the service manager's socket is left to it").exists();
        } finally {
            broker.destroyForcibly();
            System.out.println(Files.readString(folder.resolve("log")));
        }
    }

    private Process start(Path socket) throws IOException {
        List<String> command = new ArrayList<>(List.of("perl", "-e", MANAGER, socket.toString()));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "io.noderax.agent.AgentMain"));
        command.addAll(List.of(
                "root-broker",
                "--user",
                "root",
                "--folder",
                folder.resolve("own").toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private void awaitSocket(Path socket, Process broker) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!isListening(socket)) {
            assertThat(broker.isAlive())
                    .as(Files.readString(folder.resolve("log"), StandardCharsets.UTF_8))
                    .isTrue();
            assertThat(System.nanoTime() - deadline).isNegative();
            Thread.onSpinWait();
        }
    }

    /** Its flags in the kernel's list say so. */
    private static boolean isListening(Path socket) throws IOException {
        return Files.readAllLines(Path.of("/proc/net/unix")).stream()
                .anyMatch(line -> line.endsWith(" " + socket) && line.contains(" 00010000 "));
    }
}
