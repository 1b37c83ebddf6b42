package io.noderax.cli.up;

import io.noderax.cli.http.CallFailed;
import io.noderax.cli.http.Connection;
import io.noderax.cli.http.Query;
import io.noderax.cli.http.ServerAddress;
import io.noderax.cli.session.LocalServer;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.cli.terminal.PrivateFile;
import io.noderax.cli.terminal.ProcessStamp;
import io.noderax.cli.terminal.Screen;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.protocol.node.NodeView;
import io.noderax.protocol.session.Login;
import io.noderax.protocol.session.SignedIn;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of {@code up}, from the first process to the end of the last. */
final class Up {
    private static final String DEFAULT_PORT = "3000";
    private static final int LARGEST_PORT = 65_535;
    private static final String STOP_REASON = "noderax up was stopped";
    private static final Duration TO_GET_READY = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(1);

    private final Surroundings surroundings;
    private final Screen screen;
    private final UpHome home;
    private final Programs programs;
    private final Part server;
    private final Part agent;
    private final @Nullable LocalTls tls;
    private final ServerAddress address;
    private final Connection connection;
    private @Nullable NodeView node;

    /** @param lock held for as long as this runs */
    Up(Surroundings surroundings, UpHome home, Programs programs, UpLock lock) {
        java.util.Objects.requireNonNull(lock);
        this.surroundings = surroundings;
        this.screen = surroundings.screen();
        this.home = home;
        this.programs = programs;
        this.server = new Part(home, "server", Duration.ofSeconds(40));
        this.agent = new Part(home, "agent", Duration.ofSeconds(30));
        this.tls = LocalTls.of(surroundings);
        this.address = ServerAddress.parse(
                (tls == null ? "http://127.0.0.1:" : "https://" + tls.host() + ':') + port(surroundings));
        this.connection = connect();
    }

    private Connection connect() {
        return new Connection(address, tls == null ? null : tls.certificate(), () -> LocalServer.token(home.path()));
    }

    private static String port(Surroundings surroundings) {
        String port = surroundings.variable("NODERAX_PORT");
        String other = port == null ? surroundings.variable("PORT") : port;
        String chosen = other == null ? DEFAULT_PORT : other;
        boolean isPort = chosen.matches("[0-9]{1,5}")
                && Integer.parseInt(chosen) >= 1
                && Integer.parseInt(chosen) <= LARGEST_PORT;
        if (!isPort) {
            String name = port == null ? "PORT" : "NODERAX_PORT";
            throw new CommandFailure(2, name + " must be a port, 1 to 65535 (it is \"" + chosen + "\")");
        }
        return chosen;
    }

    /** Blocks until a signal, or until a part ends by itself; gives the exit code. */
    int run(boolean withDemoNode) {
        stopLeftovers();
        FirstAdministrator administrator = FirstAdministrator.choose(surroundings, home);
        surroundings.signals().take("INT", "TERM", "HUP");
        try {
            startServer(administrator);
            if (withDemoNode) {
                node = demo(connection).start(email(administrator));
            }
            tell(administrator);
            boolean stopped = awaitSignal();
            if (stopped && node != null) {
                demo(connect()).cancelTasks(node.id(), STOP_REASON); // the certificate may be another one by now
            }
            return stopped ? 0 : 1;
        } catch (CallFailed e) {
            throw new CommandFailure(e.sentence());
        } finally {
            stop();
        }
    }

    private DemoNode demo(Connection way) {
        return new DemoNode(home, programs, way, agent, surroundings);
    }

    private void stopLeftovers() {
        boolean left = agent.stopLeftover();
        left |= server.stopLeftover();
        if (left) {
            screen.say("Stopped what an earlier `up` had left behind");
        }
    }

    private void startServer(FirstAdministrator administrator) {
        Map<String, @Nullable String> environment = new HashMap<>();
        environment.put("NODERAX_HOME", home.path().toString());
        environment.put("NODERAX_PORT", port(surroundings));
        environment.put("NODERAX_HOST", "127.0.0.1");
        environment.put(
                "NODERAX_LOCAL_TOKEN_FILE", home.run("local-operator.token").toString());
        environment.put("NODERAX_ADMIN_EMAIL", administrator.email());
        environment.put("NODERAX_ADMIN_PASSWORD", administrator.password());
        if (tls != null) {
            environment.put("NODERAX_TLS_CERT", tls.certificate().toString());
            environment.put(
                    "NODERAX_TLS_KEY", tls.key() == null ? null : tls.key().toString());
        }
        forgetToken();
        screen.say("Starting the server and its database (log: %s)".formatted(home.log("server.log")));
        server.start(programs.server(), environment);
        boolean ready = new UpLoop(TO_GET_READY, LOOK).until(() -> !server.isAlive() || isOurServerReady());
        if (!ready || !server.isAlive()) {
            throw new CommandFailure((server.isAlive() ? "the server does not get ready. " : "the server has ended. ")
                    + server.lastWords());
        }
        try {
            LocalServer local = new LocalServer(address, connection.authority(), ProcessStamp.ofThisProcess());
            PrivateFile.write(LocalServer.file(home.path()), local.toJson().toString());
        } catch (IOException e) {
            throw new CommandFailure("%s cannot be written (%s)".formatted(LocalServer.file(home.path()), e));
        }
    }

    /** Only our own server leaves the token: another one may stand at the port. */
    private boolean isOurServerReady() {
        return Files.exists(LocalServer.tokenFile(home.path())) && connection.isReady();
    }

    private void forgetToken() {
        try {
            Files.deleteIfExists(LocalServer.tokenFile(home.path()));
        } catch (IOException e) {
            throw new CommandFailure("%s cannot be deleted (%s)".formatted(LocalServer.tokenFile(home.path()), e));
        }
    }

    /** The administrator that the server really has: an outside database may hold users already. */
    private String email(FirstAdministrator chosen) {
        String existing = FirstAdministrator.existing(home);
        return existing == null ? chosen.email() : existing;
    }

    private void tell(FirstAdministrator administrator) {
        String command = surroundings.command();
        screen.print("");
        screen.print("Noderax is up:  " + address + "   (open it in a browser: the console)");
        screen.print("API:            " + address + "/openapi");
        screen.print("Sign in as:     " + email(administrator) + password(administrator));
        if (node == null) {
            screen.print("");
            screen.print("No demo node. Try, in another terminal:");
            screen.print("  %s nodes".formatted(command));
            screen.print("  %s enrollments".formatted(command));
            screen.print("  %s agent enroll --help".formatted(command));
        } else {
            screen.print("Demo node:      %s (%s)".formatted(node.name(), node.status()));
            screen.print("");
            screen.print("Try, in another terminal:");
            screen.print("  %s nodes".formatted(command));
            screen.print("  %s run %s -- uptime".formatted(command, node.name()));
            screen.print("  %s tasks".formatted(command));
        }
        screen.print("");
        screen.print("Ctrl-C stops all of it; the data stays in " + home.path());
    }

    private String password(FirstAdministrator administrator) {
        String password = administrator.password();
        if (password == null) {
            return "   (with the password chosen at the first start)";
        }
        if (!works(administrator.email(), password)) {
            return "   (the database had users already; with that one's password)";
        }
        return administrator.isGenerated()
                ? "   password: " + password + "   (shown only now)"
                : "   (with the password you chose)";
    }

    private boolean works(String email, String password) {
        try {
            Connection.anonymous(address, connection.authority())
                    .post(Query.of("/auth/login"), new Login(email, password), SignedIn::read);
            return true;
        } catch (CallFailed e) {
            return false;
        }
    }

    /** True when a signal came, false when a part has ended. */
    private boolean awaitSignal() {
        while (true) {
            if (surroundings.signals().await(BETWEEN_CHECKS) != null) {
                screen.say("");
                return true;
            }
            if (!server.isAlive()) {
                screen.say("noderax: the server has ended. " + server.lastWords());
                return false;
            }
            if (node != null && !agent.isAlive()) {
                screen.say("noderax: the demo agent has ended. " + agent.lastWords());
                return false;
            }
        }
    }

    private void stop() {
        screen.say("Stopping");
        agent.stop();
        server.stop();
        forgetToken();
        screen.say("Stopped");
    }
}
