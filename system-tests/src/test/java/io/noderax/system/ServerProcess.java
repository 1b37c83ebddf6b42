package io.noderax.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The real server, with its embedded database unless it is told of another, on a free port of loopback. */
final class ServerProcess implements AutoCloseable {
    static final String EMAIL = "admin@example.com";
    static final String PASSWORD = "ChangeMe123!";

    private static final Set<String> ADMINISTRATOR_AND_DATABASE =
            Set.of("NODERAX_ADMIN_EMAIL", "NODERAX_ADMIN_PASSWORD", "NODERAX_HOME", "DATABASE_URL");

    private final OpenFolder folder;
    private final Map<String, String> environment;
    private final int port;
    private final List<String> command;
    private Process process;

    private ServerProcess(OpenFolder folder, Map<String, String> environment, int port, List<String> command) {
        this.folder = folder;
        this.port = port;
        this.command = command;
        this.environment = new HashMap<>(environment);
        start();
    }

    static ServerProcess start(OpenFolder folder) {
        return start(folder, Map.of());
    }

    static ServerProcess start(OpenFolder folder, Map<String, String> environment) {
        return start(folder, environment, freePort());
    }

    /** In the place of another one, which has ended. */
    static ServerProcess start(OpenFolder folder, Map<String, String> environment, int port) {
        Path home = homeIn(folder);
        boolean usual = ADMINISTRATOR_AND_DATABASE.stream().noneMatch(environment::containsKey);
        if (usual && !Files.exists(home)) {
            TrainedServer.furnish(home);
        }
        return new ServerProcess(folder, environment, port, TrainedServer.command());
    }

    /** Its very first start, with another command. */
    static ServerProcess empty(OpenFolder folder, List<String> command) {
        return new ServerProcess(folder, Map.of(), freePort(), command);
    }

    /** A server that nobody is told of: its first administrator is made with a code. */
    static ServerProcess withoutAdministrator(OpenFolder folder) {
        return start(folder, Map.of("NODERAX_ADMIN_EMAIL", "", "NODERAX_ADMIN_PASSWORD", ""));
    }

    /** Starts it again after a stop or a kill; blocks until it is ready. */
    void start() {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().put("NODERAX_HOME", home().toString());
        builder.environment().put("NODERAX_PORT", Integer.toString(port));
        builder.environment().put("NODERAX_ADMIN_EMAIL", EMAIL);
        builder.environment().put("NODERAX_ADMIN_PASSWORD", PASSWORD);
        builder.environment().put("NODERAX_JOINS_PER_MINUTE", "100000");
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            new WaitLoop("the server gets ready", Duration.ofSeconds(90))
                    .until(() -> !process.isAlive() || Http.isReady(url()));
        } catch (AssertionError e) {
            process.destroy(); // nobody has it yet who could stop it
            throw e;
        }
        if (!process.isAlive()) {
            throw new AssertionError("the server has ended:\n" + logText());
        }
    }

    /** For the next start. */
    void setVariable(String name, String value) {
        environment.put(name, value);
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    Path home() {
        return homeIn(folder);
    }

    private static Path homeIn(OpenFolder folder) {
        return folder.path().resolve("home");
    }

    Operator operator() {
        return Operator.signIn(url(), EMAIL, PASSWORD);
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; gives the exit code. */
    int stop() {
        return stop(Duration.ofSeconds(40));
    }

    int stop(Duration longest) {
        process.destroy();
        try {
            if (!process.waitFor(longest)) {
                process.destroyForcibly();
                throw new AssertionError("the server does not stop:\n" + logText());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        if (!process.isAlive()) {
            start();
        }
        stop();
    }

    /** What the server's process has used so far, without its database. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** What the server's process holds now, without its database. */
    ProcessMemory memory() {
        return ProcessMemory.of(process.pid());
    }

    /** The database, past the server. */
    Connection database() throws SQLException {
        URI url = URI.create(databaseUrl());
        String[] account = url.getUserInfo().split(":", 2);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + url.getAuthority().replaceFirst(".*@", "") + url.getPath(),
                account[0],
                account[1]);
    }

    /** With it, another server process works on the same database. */
    Map<String, String> shared() {
        return Map.of("DATABASE_URL", databaseUrl(), "JWT_SECRET", secret("secrets/jwt.key"));
    }

    private String databaseUrl() {
        String outside = environment.get("DATABASE_URL");
        return outside != null
                ? outside
                : "postgres://noderax:" + secret("secrets/database.password") + "@127.0.0.1:" + secret("postgres/port")
                        + "/noderax";
    }

    private String secret(String file) {
        try {
            return Files.readString(home().resolve(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String logText() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() {
        return folder.path().resolve("server.log");
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
