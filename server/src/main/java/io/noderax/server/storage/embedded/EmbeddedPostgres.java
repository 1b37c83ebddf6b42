package io.noderax.server.storage.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A real PostgreSQL in the server's home: {@code bin-VERSION}, {@code data}, {@code log}. It listens on loopback only, asks for a
 * password (scram-sha-256), and writes durably. It runs in a session of its own, so that a Ctrl-C in the terminal does not reach
 * it. One that was left behind by a killed server is adopted if it answers, else stopped and started again.
 *
 * <p>Started, stopped and watched by different threads; its methods hold its lock.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(EmbeddedPostgres.class);
    private static final String NAME = "noderax";
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private final Path folder;
    private final Path data;
    private final Path programs;
    private final String password;
    private final DatabaseUser user;
    private boolean closed;
    private int port;

    private EmbeddedPostgres(Path folder, Path programs, String password, DatabaseUser user) {
        this.folder = folder;
        this.data = folder.resolve("data");
        this.programs = programs;
        this.password = password;
        this.user = user;
    }

    /**
     * Unpacks, creates, starts or adopts the database. Blocks until it answers.
     *
     * @param home the server's folder
     * @param folder where the database's files are, in the home; must exist
     * @param password of its owner {@code noderax}; decides only when the database is created
     * @throws DatabaseTrouble naming what is wrong
     */
    public static EmbeddedPostgres open(Path home, Path folder, String password) {
        DatabaseUser user = DatabaseUser.current();
        EmbeddedPostgres postgres =
                new EmbeddedPostgres(folder, Binaries.unpacked(folder).resolve("bin"), password, user);
        user.ownOnly(home);
        user.own(folder);
        user.requireReach(postgres.programs.resolve("postgres"));
        postgres.createUnlessThere();
        postgres.start();
        postgres.createDatabaseUnlessThere();
        return postgres;
    }

    /** The database as a JDBC URL, without user and password. */
    public synchronized String jdbcUrl() {
        return url(NAME);
    }

    public String userName() {
        return NAME;
    }

    /** Creates the cluster next to its place and gives it its name at the end: a creation that was cut off starts anew. */
    private void createUnlessThere() {
        if (Files.isDirectory(data)) {
            requireVersion();
            return;
        }
        Path fresh = folder.resolve("data.new");
        Path passwordFile = folder.resolve("password.new");
        try {
            Folders.delete(fresh);
            user.writePrivate(passwordFile, password);
            Program.run(
                    user.as(List.of(
                            programs.resolve("initdb").toString(),
                            "--pgdata=" + fresh,
                            "--username=" + NAME,
                            "--pwfile=" + passwordFile,
                            "--auth=scram-sha-256",
                            "--data-checksums",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8")),
                    "");
            Files.writeString(
                    fresh.resolve("postgresql.conf"), "\ninclude 'noderax.conf'\n", StandardOpenOption.APPEND);
            Files.writeString(fresh.resolve("noderax.conf"), "");
            user.own(fresh);
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
            LOG.infof("database created folder=%s version=%s", data, Binaries.VERSION);
        } catch (IOException e) {
            throw new DatabaseTrouble("the database cannot be created in %s (%s)".formatted(folder, e.getMessage()), e);
        } finally {
            deleteQuietly(passwordFile);
        }
    }

    private void requireVersion() {
        String version = DatabaseUser.read(data.resolve("PG_VERSION"));
        if (!version.equals(Binaries.MAJOR_VERSION)) {
            throw new DatabaseTrouble(
                    "%s holds data of PostgreSQL %s, but this server brings %s; run the server version that made it, or move the data to an outside PostgreSQL and name it in DATABASE_URL"
                            .formatted(data, version, Binaries.MAJOR_VERSION));
        }
    }

    private synchronized void start() {
        if (adopt()) {
            return;
        }
        prepare();
        try {
            launch();
        } catch (DatabaseTrouble e) {
            if (isFree(port)) {
                throw e;
            }
            // Somebody took the port since it was found free.
            prepare();
            launch();
        }
        LOG.infof("database started port=%d", port);
        watch();
    }

    private void prepare() {
        try {
            Files.deleteIfExists(data.resolve("postmaster.pid"));
            port = freePort();
            Files.writeString(data.resolve("noderax.conf"), settings(port));
            user.own(data.resolve("noderax.conf"));
            Files.createDirectories(folder.resolve("log"));
            user.own(folder.resolve("log"));
        } catch (IOException e) {
            throw new DatabaseTrouble("the database in %s cannot be prepared (%s)".formatted(data, e.getMessage()), e);
        }
    }

    private void launch() {
        Program.run(
                user.as(List.of(
                        programs.resolve("pg_ctl").toString(),
                        "start",
                        "--silent",
                        "--wait",
                        "--timeout=" + LONGEST_START.toSeconds(),
                        "--pgdata=" + data,
                        "--log=" + folder.resolve("log").resolve("start.log"))),
                "");
    }

    /** Takes over a PostgreSQL that a killed server left behind; one that does not answer is stopped. */
    private boolean adopt() {
        Optional<Postmaster> left = Postmaster.of(data);
        if (left.isEmpty()) {
            return false;
        }
        port = portOf(data.resolve("postmaster.pid"));
        if (port > 0 && answers()) {
            LOG.infof("database adopted pid=%d port=%d", left.get().pid(), port);
            watch();
            return true;
        }
        stop("immediate");
        return false;
    }

    private boolean answers() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(2);
        } catch (SQLException _) {
            return false;
        }
    }

    private static int portOf(Path pidFile) {
        try {
            List<String> lines = Files.readAllLines(pidFile);
            return lines.size() < 4 ? 0 : Integer.parseInt(lines.get(3).strip());
        } catch (IOException | NumberFormatException _) {
            return 0;
        }
    }

    private void createDatabaseUnlessThere() {
        try (Connection connection = connect("postgres");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select from pg_database where datname = '" + NAME + "'")) {
            if (!rows.next()) {
                statement.execute("create database " + NAME);
            }
        } catch (SQLException e) {
            throw new DatabaseTrouble(
                    "the embedded database refuses its owner (%s); is secrets/database.password the one it was created with?"
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), NAME, password);
    }

    private synchronized String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /** The port of the last start if it is free, so that an operator's tools find the database again; else another one. */
    private int freePort() throws IOException {
        Path file = folder.resolve("port");
        int last = Files.exists(file) ? parsePort(Files.readString(file).strip()) : 0;
        int free = isFree(last) ? last : anyFreePort();
        Files.writeString(file, Integer.toString(free));
        return free;
    }

    private static int parsePort(String text) {
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    }

    private static boolean isFree(int port) {
        if (port == 0) {
            return false;
        }
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException | IllegalArgumentException _) {
            return false;
        }
    }

    private static int anyFreePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String settings(int port) {
        return """
                # Written by the server at every start; put settings of your own at the end of postgresql.conf.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                max_connections = 60
                shared_buffers = '64MB'
                wal_level = minimal
                max_wal_senders = 0
                max_wal_size = '512MB'
                checkpoint_timeout = '15min'
                autovacuum_naptime = '30s'
                jit = off
                timezone = 'UTC'
                log_timezone = 'UTC'
                logging_collector = on
                log_directory = '%s'
                log_filename = 'postgres-%%a.log'
                log_truncate_on_rotation = on
                log_rotation_age = '1d'
                log_rotation_size = 0
                """.formatted(port, folder.resolve("log"));
    }

    /** Starts the database again if it ends while it should run. */
    private void watch() {
        Optional<Postmaster> postmaster = Postmaster.of(data);
        if (postmaster.isEmpty()) {
            return;
        }
        ProcessHandle.of(postmaster.get().pid()).ifPresent(process -> {
            var _ = process.onExit()
                    .thenRun(() -> Thread.ofVirtual().name("database-restart").start(this::startAgain));
        });
    }

    private synchronized void startAgain() {
        if (closed) {
            return;
        }
        LOG.error("database ended by itself, starting it again");
        try {
            start();
        } catch (DatabaseTrouble e) {
            LOG.errorf("database cannot be started again error=%s", e.getMessage());
        }
    }

    /** Ends the database; open transactions are rolled back. Repeating it is harmless. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        stop("fast");
        LOG.info("database stopped");
    }

    private void stop(String mode) {
        if (Postmaster.of(data).isEmpty()) {
            return;
        }
        try {
            pgCtlStop(mode);
        } catch (DatabaseTrouble e) {
            LOG.warnf("database does not stop mode=%s error=%s", mode, e.getMessage());
            pgCtlStop("immediate");
        }
    }

    private void pgCtlStop(String mode) {
        Program.run(
                user.as(List.of(
                        programs.resolve("pg_ctl").toString(),
                        "stop",
                        "--silent",
                        "--wait",
                        "--mode=" + mode,
                        "--timeout=" + LONGEST_STOP.toSeconds(),
                        "--pgdata=" + data)),
                "");
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warnf("file left behind file=%s error=%s", file, e.getMessage());
        }
    }
}
