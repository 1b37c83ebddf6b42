package io.noderax.server.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real PostgreSQL: made once, found again, adopted after a crash, and never taken for somebody else's process. */
class EmbeddedPostgresTest {
    private static final String PASSWORD = "a password of the test";

    private Path home;
    private Path folder;

    /** Not JUnit's own folder: as root, the database's user has to get through. */
    @BeforeEach
    void makeHome() throws IOException {
        home = Files.createTempDirectory("noderax-database-");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        folder = Files.createDirectory(home.resolve("postgres"));
    }

    @AfterEach
    void clean() throws IOException {
        Postmaster.of(folder.resolve("data"))
                .ifPresent(left -> ProcessHandle.of(left.pid()).ifPresent(process -> {
                    process.destroyForcibly();
                    process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
                }));
        Folders.delete(home);
    }

    @Test
    void whatWasStoredIsThereAfterAStopAndAfterACrash() throws Exception {
        try (EmbeddedPostgres first = open()) {
            run(first, "create table kept (value text)");
            run(first, "insert into kept values ('one')");
        }
        EmbeddedPostgres second = open();
        run(second, "insert into kept values ('two')");
        kill(postmaster());
        try (EmbeddedPostgres _ = second) {
            awaitRestart(second);
            assertThat(count(second)).isEqualTo(2);
        }
        assertThat(Postmaster.of(folder.resolve("data"))).isEmpty();
    }

    @Test
    void oneThatAKilledServerLeftIsAdopted() throws Exception {
        // Closed at the end: this process was not killed, and looks after its database.
        try (EmbeddedPostgres left = open()) {
            run(left, "create table kept (value text)");
            long pid = postmaster().pid();

            try (EmbeddedPostgres adopted = open()) {
                assertThat(postmaster().pid()).isEqualTo(pid);
                assertThat(count(adopted)).isZero();
            }
        }
    }

    @Test
    void aPidThatBelongsToSomebodyElseDoesNotStopTheStart() throws Exception {
        open().close();
        Path pidFile = folder.resolve("data").resolve("postmaster.pid");
        Files.writeString(pidFile, ProcessHandle.current().pid() + "\n" + folder.resolve("data") + "\n0\n1\n");

        try (EmbeddedPostgres again = open()) {
            assertThat(count(again, "select 1")).isEqualTo(1);
        }
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void aCreationThatWasCutOffBeginsAnew() throws Exception {
        Files.createDirectories(folder.resolve("data.new"));
        Files.writeString(folder.resolve("data.new").resolve("PG_VERSION"), "17");
        Files.createDirectories(folder.resolve("unpacking-1234"));

        try (EmbeddedPostgres made = open()) {
            assertThat(count(made, "select 1")).isEqualTo(1);
        }
        assertThat(folder.resolve("data.new")).doesNotExist();
        assertThat(folder.resolve("password.new")).doesNotExist();
    }

    @Test
    void itAsksForThePasswordAndWritesDurablyWithChecksums() throws Exception {
        try (EmbeddedPostgres made = open()) {
            assertThatThrownBy(() -> DriverManager.getConnection(made.jdbcUrl(), "noderax", "wrong"))
                    .isInstanceOf(SQLException.class);
            assertThat(text(made, "show fsync")).isEqualTo("on");
            assertThat(text(made, "show synchronous_commit")).isEqualTo("on");
            assertThat(text(made, "show data_checksums")).isEqualTo("on");
            assertThat(text(made, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(text(made, "select rolpassword from pg_authid where rolname = 'noderax'"))
                    .startsWith("SCRAM-SHA-256");
        }
    }

    @Test
    void dataOfAnotherMajorVersionIsLeftAloneWithWhatToDo() throws Exception {
        open().close();
        Files.writeString(folder.resolve("data").resolve("PG_VERSION"), "15\n");

        assertThatThrownBy(this::open)
                .isInstanceOf(DatabaseTrouble.class)
                .hasMessageContaining("PostgreSQL 15")
                .hasMessageContaining("DATABASE_URL");
    }

    private EmbeddedPostgres open() {
        return EmbeddedPostgres.open(home, folder, PASSWORD);
    }

    private Postmaster postmaster() {
        Optional<Postmaster> running = Postmaster.of(folder.resolve("data"));
        assertThat(running).isPresent();
        return running.get();
    }

    private static void kill(Postmaster postmaster) {
        ProcessHandle process = ProcessHandle.of(postmaster.pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** The restart is the database's own doing; there is nothing but a connection that tells of it. */
    private static void awaitRestart(EmbeddedPostgres postgres) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try (Connection _ = connect(postgres)) {
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("the database is not started again", e);
                }
                Thread.sleep(100);
            }
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.userName(), PASSWORD);
    }

    private static void run(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(EmbeddedPostgres postgres) throws SQLException {
        return count(postgres, "select count(*) from kept");
    }

    private static int count(EmbeddedPostgres postgres, String sql) throws SQLException {
        return Integer.parseInt(text(postgres, sql));
    }

    private static String text(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
