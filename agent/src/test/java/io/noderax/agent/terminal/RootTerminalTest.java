package io.noderax.agent.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noderax.agent.log.EventLog;
import io.noderax.agent.log.Level;
import io.noderax.agent.operations.StandardOperations;
import io.noderax.agent.root.BrokerAddress;
import io.noderax.agent.rootbroker.RootBroker;
import io.noderax.agent.rootbroker.RootWork;
import io.noderax.linux.OwnUser;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.rootaccess.RootProfile;
import io.noderax.protocol.terminal.TerminalError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Terminals whose shell the root broker starts. */
class RootTerminalTest {
    @TempDir
    private Path folder;

    private RootBroker broker;
    private BrokerAddress address;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(OwnUser.isRoot() || System.getenv("CI") != null, "needs root");
        Path socket = folder.resolve("s");
        broker = RootBroker.open(
                new RootBroker.Settings(socket, "root", folder.resolve("own"), RootProfile.ALL),
                null,
                new RootWork(new StandardOperations(), _ -> JsonObject.EMPTY),
                Clock.systemUTC(),
                new EventLog(System.out, Level.DEBUG, Clock.systemUTC()));
        Thread.ofPlatform().start(broker::run);
        address = new BrokerAddress(socket);
        address.apply(RootProfile.TERMINAL);
    }

    @AfterEach
    void close() {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void theShellIsTheBrokersHasTheSizeAndTellsItsExitCode() {
        try (FakeServer server = new FakeServer(address).startRoot()) {
            server.type("echo $(id -u) $HOME $(stty size </dev/tty) =$NODERAX_AGENT_TOKEN=\n");
            server.awaitText("0 /root 34 120 ==");
            server.resize(90, 20);
            server.type("stty size\n");
            server.awaitText("20 90");
            server.type("exit 9\n");

            assertThat(server.awaitExit().exitCode()).isEqualTo(9);
        }
    }

    @Test
    void aStopEndsWhatTakesNoNoticeOfHangUpAndTerm() {
        try (FakeServer server = new FakeServer(address).startRoot()) {
            server.type("trap '' HUP TERM; (trap '' HUP TERM; setsid sleep 1000 & wait) &\n");
            server.type("echo rea''dy\n");
            server.awaitText("ready\r\n");
            server.stop("enough");

            assertThat(server.awaitExit().reason()).isEqualTo("enough");
            assertThat(marked(server)).isZero();
        }
    }

    @Test
    void whatTheBrokerDoesNotAllowIsToldInItsWords() throws Exception {
        address.apply(RootProfile.TASK);
        try (FakeServer server = new FakeServer(address).startRoot()) {
            server.await("the refusal", () -> server.last(TerminalError.class) != null);

            assertThat(server.last(TerminalError.class).message()).contains("surface \"terminal\" (applied is task");
        }
    }

    @Test
    void whenRootTerminalsAreClosedTheOpenOneEndsAndAnOrdinaryOneGoesOn() {
        try (FakeServer root = new FakeServer(address).startRoot();
                FakeServer plain = new FakeServer(address).start()) {
            root.type("trap '' HUP TERM; echo rea''dy\n");
            root.awaitText("ready\r\n");
            root.sessions.stopRoot("root-access-closed");
            plain.sessions.stopRoot("root-access-closed");

            assertThat(root.awaitExit().reason()).isEqualTo("root-access-closed");
            assertThat(marked(root)).isZero();
            plain.type("echo still''here\n");
            plain.awaitText("stillhere\r\n");
        }
    }

    @Test
    void withItsBrokerTheTerminalEndsAndNothingIsLeft() {
        try (FakeServer server = new FakeServer(address).startRoot()) {
            server.type("echo rea''dy\n");
            server.awaitText("ready\r\n");
            broker.close();

            assertThat(server.awaitExit()).isNotNull();
            server.await("the shell is gone", () -> marked(server) == 0);
        }
    }

    private static long marked(FakeServer server) {
        return ProcessHandle.allProcesses()
                .filter(handle -> environment(handle).contains("NODERAX_TERMINAL_ID=" + server.id))
                .count();
    }

    private static String environment(ProcessHandle handle) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(handle.pid()), "environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
