package io.noderax.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The PostgreSQL of the distribution (Debian's package {@code postgresql}), with a cluster of its own in a folder. */
final class InstalledPostgres implements AutoCloseable {
    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
    private static final String USER = "noderax";
    private static final String PASSWORD = "only-for-tests";

    private final Path version;
    private final Path folder;
    private final int port = ServerProcess.freePort();
    private final Process process;

    private InstalledPostgres(Path version, Path folder) throws IOException {
        this.version = version;
        this.folder = folder;
        initialize();
        process = program(
                        "postgres",
                        "-D",
                        data(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=off")
                .redirectOutput(log().toFile())
                .start();
        new WaitLoop("PostgreSQL takes connections", Duration.ofSeconds(40)).until(this::isReady);
    }

    static boolean isThere() {
        return newest().isPresent();
    }

    /** @param folder may be entered by every user: under root, the database runs as another one */
    static InstalledPostgres start(Path folder) throws IOException, SQLException {
        InstalledPostgres postgres = new InstalledPostgres(newest().orElseThrow(), folder);
        try (Connection connection = postgres.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("create database noderax");
        }
        return postgres;
    }

    /** For instance 15. */
    int major() {
        return major(version);
    }

    String url() {
        return "postgres://" + USER + ':' + PASSWORD + "@127.0.0.1:" + port + "/noderax";
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void initialize() throws IOException {
        Path password = folder.resolve("password");
        Files.writeString(password, PASSWORD);
        if (isRoot()) {
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
        }
        Process made = program(
                        "initdb",
                        "-D",
                        data(),
                        "-U",
                        USER,
                        "-A",
                        "scram-sha-256",
                        "--pwfile=" + password,
                        "-E",
                        "UTF8",
                        "--locale=C",
                        "--no-sync")
                .redirectOutput(log().toFile())
                .start();
        if (made.onExit().join().exitValue() != 0) {
            throw new IOException("initdb: " + Files.readString(log()));
        }
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new AssertionError("PostgreSQL has ended: " + words());
        }
        try (Connection connection = connect("postgres")) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection connect(String name) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + '/' + name, USER, PASSWORD);
    }

    /** PostgreSQL refuses to run as root. */
    private ProcessBuilder program(String name, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid", USER, "--regid", USER, "--clear-groups", "--"));
        }
        command.add(version.resolve("bin").resolve(name).toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    }

    private String words() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private Path log() {
        return folder.resolveSibling("postgres.log");
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static Optional<Path> newest() {
        if (!Files.isDirectory(VERSIONS)) {
            return Optional.empty();
        }
        try (var versions = Files.list(VERSIONS)) {
            return versions.filter(found -> Files.isExecutable(found.resolve("bin/initdb")))
                    .max(Comparator.comparingInt(InstalledPostgres::major));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int major(Path version) {
        return Integer.parseInt(version.getFileName().toString());
    }
}
