package io.noderax.server.auth;

import io.noderax.server.boot.ServerSettings;
import io.noderax.server.storage.Database;
import io.noderax.server.storage.PrivateFile;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/**
 * Makes the first administrator while no user exists, from the environment or with a password that is generated and shown once;
 * and gives the process that started the server a short-lived token of the oldest administrator, when it asked for one.
 */
@Singleton
class FirstAdministrator {
    private static final Logger LOG = Logger.getLogger(FirstAdministrator.class);
    private static final String DEFAULT_EMAIL = "admin@noderax.local";
    private static final Duration LOCAL_TOKEN_LIFETIME = Duration.ofMinutes(15);
    private static final int GENERATED_BYTES = 15;

    private final Database database;
    private final UserStore users;
    private final Passwords passwords;
    private final SessionTokens tokens;
    private final ServerSettings settings;
    private final RandomGenerator chance;
    private final PrintStream terminal;

    FirstAdministrator(
            Database database,
            UserStore users,
            Passwords passwords,
            SessionTokens tokens,
            ServerSettings settings,
            RandomGenerator chance,
            PrintStream terminal) {
        this.database = database;
        this.users = users;
        this.passwords = passwords;
        this.tokens = tokens;
        this.settings = settings;
        this.chance = chance;
        this.terminal = terminal;
    }

    void onStart(@Observes @Priority(20) StartupEvent started) {
        database.inTransaction(this::createUnlessThereAreUsers);
        leaveTraces();
    }

    /** Well before the token in the file runs out. */
    @Scheduled(every = "5m", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void leaveTraces() {
        database.run(users::oldestAdministrator).ifPresent(this::leaveTraces);
    }

    /** The token that was left there may be one of them. */
    void renew(@Observes SessionsEnded ended) {
        leaveTraces();
    }

    private void createUnlessThereAreUsers(Handle tx) {
        users.lockTheFirst(tx);
        if (!users.isEmpty(tx)) {
            return;
        }
        String given = settings.adminPassword();
        String password = given == null ? generated() : given;
        String email = settings.adminEmail() == null
                ? DEFAULT_EMAIL
                : settings.adminEmail().toLowerCase(Locale.ROOT);
        users.insert(tx, email, "Administrator", PlatformRole.PLATFORM_ADMIN, passwords.hash(password));
        LOG.infof("first administrator created email=%s", email);
        if (given == null) {
            show(email, password);
        }
    }

    /** Where what is printed goes to a log that others read, the password does not. */
    private void show(String email, String password) {
        Path file = settings.firstPasswordFile();
        if (file == null) {
            terminal.printf("First administrator: %s%nPassword (shown only now): %s%n", email, password);
        } else {
            PrivateFile.write(file, password + System.lineSeparator());
            terminal.printf("First administrator: %s, the password stands in %s%n", email, file);
        }
        terminal.flush();
    }

    private String generated() {
        byte[] bytes = new byte[GENERATED_BYTES];
        chance.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void leaveTraces(User administrator) {
        PrivateFile.write(
                settings.home().resolve("admin-created"), administrator.view().email() + System.lineSeparator());
        Path tokenFile = settings.localTokenFile();
        if (tokenFile != null) {
            PrivateFile.write(tokenFile, tokens.issue(administrator, LOCAL_TOKEN_LIFETIME));
        }
    }
}
