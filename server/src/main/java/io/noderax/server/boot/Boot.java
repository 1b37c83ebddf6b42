package io.noderax.server.boot;

import io.noderax.server.http.FrontDoor;
import io.noderax.server.storage.embedded.DatabaseTrouble;
import io.noderax.server.storage.embedded.EmbeddedPostgres;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Starts the server in order: home, secrets, database, application; and stops it in the reverse order, on a signal too. What
 * cannot start says so in a sentence.
 */
public final class Boot {
    private static final int BAD_SETTINGS = 2;
    private static final int FAILED = 1;
    private static final String TLS_RELOAD = "10s";
    private static final int LONGEST_STOP_SECONDS = 20;

    private final ServerSettings settings;
    private final RandomGenerator chance;
    private final PrintStream complaints;

    public Boot(ServerSettings settings, RandomGenerator chance, PrintStream complaints) {
        this.settings = settings;
        this.chance = chance;
        this.complaints = complaints;
    }

    /** Blocks until the server has stopped; gives the exit code. */
    public int run() {
        try (Home home = Home.open(settings.home())) {
            Secrets secrets = new Secrets(home, chance);
            requireFreePort();
            EmbeddedPostgres embedded = settings.database() == null
                    ? EmbeddedPostgres.open(home.path(), home.folder("postgres"), secrets.get("database.password"))
                    : null;
            String signing = settings.jwtSecret();
            Settings.handOver(settings, new SigningSecret(signing == null ? secrets.get("jwt.key") : signing));
            configure(embedded, secrets);
            return serve(embedded);
        } catch (Home.Unusable | DatabaseTrouble e) {
            complaints.println("noderax-server: " + e.getMessage());
            return BAD_SETTINGS;
        }
    }

    private void requireFreePort() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(settings.host()), settings.port()));
        } catch (IOException e) {
            throw new Home.Unusable(
                    "cannot listen on %s:%d (%s); set NODERAX_PORT to another port, or stop the program that has this one"
                            .formatted(settings.host(), settings.port(), e.getMessage()),
                    e);
        }
    }

    private void configure(@Nullable EmbeddedPostgres embedded, Secrets secrets) {
        System.setProperty(FrontDoor.LOOKS_INSTEAD, "true");
        System.setProperty("quarkus.http.host", settings.host());
        System.setProperty("quarkus.http.port", Integer.toString(settings.port()));
        TlsFiles tls = settings.reach().tls();
        if (tls != null) {
            configureTls(tls);
        }
        DatabaseAddress outside = settings.database();
        if (embedded != null) {
            configureDatabase(embedded.jdbcUrl(), embedded.userName(), secrets.get("database.password"));
        } else if (outside != null) {
            configureDatabase(outside.jdbcUrl(), outside.user(), outside.password());
        }
    }

    /** Files that have changed are taken up while the server runs. */
    private void configureTls(TlsFiles tls) {
        System.setProperty("quarkus.http.insecure-requests", "disabled");
        System.setProperty("quarkus.http.ssl-port", Integer.toString(settings.port()));
        System.setProperty("quarkus.http.tls-configuration-name", "noderax");
        System.setProperty(
                "quarkus.tls.noderax.key-store.pem.server.cert",
                tls.certificate().toString());
        System.setProperty(
                "quarkus.tls.noderax.key-store.pem.server.key", tls.key().toString());
        System.setProperty("quarkus.tls.noderax.protocols", "TLSv1.3,TLSv1.2");
        System.setProperty("quarkus.tls.noderax.reload-period", TLS_RELOAD);
    }

    private static void configureDatabase(String url, @Nullable String user, @Nullable String password) {
        System.setProperty("quarkus.datasource.jdbc.url", url);
        if (user != null) {
            System.setProperty("quarkus.datasource.username", user);
        }
        if (password != null) {
            System.setProperty("quarkus.datasource.password", password);
        }
    }

    /** On a signal, Quarkus ends the application from a shutdown hook of its own; ours waits for that, then stops the database. */
    private int serve(@Nullable EmbeddedPostgres embedded) {
        CountDownLatch applicationEnded = new CountDownLatch(1);
        AtomicInteger code = new AtomicInteger(FAILED);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("stop-database").unstarted(() -> {
                    awaitEnd(applicationEnded);
                    if (embedded != null) {
                        embedded.close();
                    }
                }));
        try {
            Quarkus.run(null, (exitCode, failure) -> {
                code.set(exitCode);
                complain(failure);
            });
        } finally {
            applicationEnded.countDown();
        }
        return code.get();
    }

    /** Nobody else tells of a start that has failed. */
    private void complain(@Nullable Throwable failure) {
        if (failure != null) {
            Throwable first = failure;
            while (first.getCause() != null) {
                first = first.getCause();
            }
            complaints.println("noderax-server: the server failed: " + first.getMessage());
            failure.printStackTrace(complaints);
        }
    }

    private static void awaitEnd(CountDownLatch applicationEnded) {
        try {
            if (!applicationEnded.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                System.getLogger(Boot.class.getName())
                        .log(System.Logger.Level.WARNING, "application does not end, stopping its database");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
