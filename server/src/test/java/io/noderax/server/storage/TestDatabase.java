package io.noderax.server.storage;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.noderax.server.storage.embedded.EmbeddedPostgres;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL with all migrations, for tests of what stands in SQL. */
public final class TestDatabase {
    private static final String PASSWORD = "a password of the tests";

    private static @Nullable TestDatabase shared;

    private final Path home;
    private final EmbeddedPostgres postgres;
    private final AgroalDataSource source;
    private final Database database;

    private TestDatabase(Path home) throws IOException, SQLException {
        this.home = home;
        this.postgres = EmbeddedPostgres.open(home, Files.createDirectory(home.resolve("postgres")), PASSWORD);
        this.source = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(16)
                        .acquisitionTimeout(Duration.ofSeconds(20))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(postgres.jdbcUrl())
                                .principal(new NamePrincipal(postgres.userName()))
                                .credential(new SimplePassword(PASSWORD)))));
        migrate();
        this.database = new Database(source);
    }

    /** The one that all tests of this JVM share; each makes its own rows. */
    public static synchronized TestDatabase shared() {
        TestDatabase known = shared;
        if (known == null) {
            known = start();
            shared = known;
            Runtime.getRuntime().addShutdownHook(new Thread(known::close));
        }
        return known;
    }

    private void migrate() throws IOException, SQLException {
        Path folder = Path.of("src/main/resources/db/migration");
        try (Stream<Path> files = Files.list(folder);
                Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            List<Path> inOrder =
                    files.sorted(Comparator.comparingInt(TestDatabase::version)).toList();
            for (Path file : inOrder) {
                statement.execute(Files.readString(file));
            }
        }
    }

    private static int version(Path file) {
        String name = file.getFileName().toString();
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }

    private static TestDatabase start() {
        try {
            Path home = Files.createTempDirectory("noderax-tests-");
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
            return new TestDatabase(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Database database() {
        return database;
    }

    /** A connection to an empty database of that name, which is made anew. */
    public Connection another(String name) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + name);
            statement.execute("create database " + name);
        }
        String url = postgres.jdbcUrl();
        return DriverManager.getConnection(
                url.substring(0, url.lastIndexOf('/') + 1) + name, postgres.userName(), PASSWORD);
    }

    /** The signals of one more process on this database. */
    public Signals signals() {
        Signals signals = new Signals(new SignalStore(source, database));
        signals.onStart(new StartupEvent());
        return signals;
    }

    public static void stop(Signals signals) {
        signals.onStop(new ShutdownEvent());
    }

    private void close() {
        source.close();
        postgres.close();
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
