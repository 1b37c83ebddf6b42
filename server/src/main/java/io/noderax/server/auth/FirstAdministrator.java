package io.noderax.server.auth;

import io.noderax.protocol.session.CreateFirstAdministrator;
import io.noderax.protocol.session.UserView;
import io.noderax.server.boot.ServerSettings;
import io.noderax.server.http.Callers;
import io.noderax.server.http.Refusal;
import io.noderax.server.limits.Addresses;
import io.noderax.server.limits.Allowance;
import io.noderax.server.limits.Limits;
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
 * Makes the first administrator while no user exists, from the environment or with a password that is generated and shown once; without
 * either, shows a code with which a person makes it in the console. And gives the process that started the server a short-lived token of the oldest administrator, when it asked for one.
 */
@Singleton
class FirstAdministrator {
    private static final Logger LOG = Logger.getLogger(FirstAdministrator.class);
    private static final String DEFAULT_EMAIL = "admin@noderax.local";
    private static final Duration LOCAL_TOKEN_LIFETIME = Duration.ofMinutes(15);
    private static final int GENERATED_BYTES = 15;
    private static final Allowance TRIES = new Allowance("tries with a code from this address", 10, 10);

    private final Database database;
    private final UserStore users;
    private final Passwords passwords;
    private final SessionTokens tokens;
    private final ServerSettings settings;
    private final RandomGenerator chance;
    private final PrintStream terminal;
    private final FirstCode code;
    private final Limits limits;
    private final Callers callers;

    FirstAdministrator(
            Database database,
            UserStore users,
            Passwords passwords,
            SessionTokens tokens,
            ServerSettings settings,
            RandomGenerator chance,
            PrintStream terminal,
            FirstCode code,
            Limits limits,
            Callers callers) {
        this.database = database;
        this.users = users;
        this.passwords = passwords;
        this.tokens = tokens;
        this.settings = settings;
        this.chance = chance;
        this.terminal = terminal;
        this.code = code;
        this.limits = limits;
        this.callers = callers;
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
        if (given == null && settings.adminEmail() == null && settings.firstPasswordFile() == null) {
            terminal.printf(
                    "No user yet. Make the first administrator in the console, with the code %s%n", code.text());
            terminal.flush();
            return;
        }
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

    boolean isNeeded() {
        return database.run(users::isEmpty);
    }

    /** @throws Refusal when the code is wrong, or somebody was faster */
    UserView create(CreateFirstAdministrator wanted) {
        limits.take(TRIES, Addresses.key(callers.current().address()));
        User user = database.transaction(tx -> {
            users.lockTheFirst(tx);
            if (!users.isEmpty(tx)) {
                throw Refusal.conflict("There is an administrator already; sign in");
            }
            if (!code.matches(wanted.code())) {
                throw Refusal.forbidden("The code is not the one that this server has shown in its output");
            }
            String name = wanted.name() == null ? "Administrator" : wanted.name();
            String hash = passwords.hash(wanted.password());
            return users.insert(tx, wanted.email(), name, PlatformRole.PLATFORM_ADMIN, hash);
        });
        LOG.infof("first administrator created email=%s", wanted.email());
        leaveTraces();
        return user.view();
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
