package io.noderax.server.boot;

import io.noderax.server.storage.PrivateFile;
import io.noderax.server.storage.backup.Backup;
import io.noderax.server.storage.backup.BackupTrouble;
import io.noderax.server.storage.backup.DatabaseAccess;
import io.noderax.server.storage.backup.Restore;
import io.noderax.server.storage.embedded.DatabaseTrouble;
import io.noderax.server.storage.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * {@code backup} and {@code restore}: the database that the settings name, and what tokens depend on, to standard output or from standard
 * input. A backup may be made while the server runs; a restore holds the home, as a server would.
 */
public final class Relocation {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final String SIGNING = "jwt.key";

    private final ServerSettings settings;
    private final RandomGenerator chance;
    private final InputStream in;
    private final OutputStream out;
    private final PrintStream words;

    /** @param words for people */
    public Relocation(
            ServerSettings settings, RandomGenerator chance, InputStream in, OutputStream out, PrintStream words) {
        this.settings = settings;
        this.chance = chance;
        this.in = in;
        this.out = out;
        this.words = words;
    }

    /** Whether these arguments are meant for it. */
    public static boolean isMeant(String... arguments) {
        return arguments.length > 0 && (arguments[0].equals("backup") || arguments[0].equals("restore"));
    }

    /** Gives the exit code. */
    public int run(String... arguments) {
        boolean replace = arguments.length == 2 && arguments[1].equals("--replace");
        try {
            if (arguments[0].equals("backup") && arguments.length == 1) {
                words.println("noderax: " + backup() + " rows written");
                return OK;
            }
            if (arguments[0].equals("restore") && (arguments.length == 1 || replace)) {
                words.println("noderax: " + restore(replace)
                        + " rows restored; the next start of the server brings them up to date");
                return OK;
            }
            words.println("noderax: backup takes nothing here, and restore nothing or --replace");
            return USAGE;
        } catch (BackupTrouble | Home.Unusable | DatabaseTrouble e) {
            words.println("noderax: " + e.getMessage());
            return FAILED;
        } catch (IOException | UncheckedIOException e) {
            words.println("noderax: " + arguments[0] + " failed: " + e.getMessage());
            return FAILED;
        }
    }

    private long backup() throws IOException {
        DatabaseAddress outside = settings.database();
        if (outside != null) {
            return backup(outside);
        }
        Path database = settings.home().resolve("postgres");
        if (!Files.isDirectory(database.resolve("data"))) {
            throw new BackupTrouble("there is no database in " + settings.home() + "; NODERAX_HOME names another home");
        }
        try (Home home = Home.open(settings.home())) {
            Secrets secrets = new Secrets(home, chance);
            String password = secrets.get("database.password");
            try (EmbeddedPostgres postgres = EmbeddedPostgres.open(home.path(), home.folder("postgres"), password)) {
                return backup(new DatabaseAddress(postgres.jdbcUrl(), postgres.userName(), password));
            }
        } catch (Home.Unusable running) {
            String port = Files.readString(database.resolve("port")).strip();
            String password = Files.readString(secretFile("database.password")).strip();
            return backup(DatabaseAddress.of("127.0.0.1", Integer.parseInt(port), "noderax", "noderax", password));
        }
    }

    private long backup(DatabaseAddress address) throws IOException {
        return Backup.write(access(address), secrets(), out);
    }

    private Map<String, String> secrets() throws IOException {
        Map<String, String> secrets = new HashMap<>();
        String signing = settings.jwtSecret();
        if (signing != null) {
            secrets.put(SIGNING, signing);
        } else if (Files.exists(secretFile(SIGNING))) {
            secrets.put(SIGNING, Files.readString(secretFile(SIGNING)).strip());
        }
        return secrets;
    }

    private long restore(boolean replace) throws IOException {
        try (Home home = Home.open(settings.home())) {
            DatabaseAddress outside = settings.database();
            if (outside != null) {
                return restore(outside, home, replace);
            }
            String password = new Secrets(home, chance).get("database.password");
            try (EmbeddedPostgres postgres = EmbeddedPostgres.open(home.path(), home.folder("postgres"), password)) {
                return restore(new DatabaseAddress(postgres.jdbcUrl(), postgres.userName(), password), home, replace);
            }
        }
    }

    /** The key is beside its place when the tables are in theirs; then it takes it. */
    private long restore(DatabaseAddress address, Home home, boolean replace) throws IOException {
        Path fresh = home.folder("secrets").resolve(SIGNING + ".restored");
        Restore.Restored restored = Restore.read(
                in,
                access(address),
                replace,
                proven -> keep(fresh, proven.secrets().get(SIGNING)));
        String signing = restored.secrets().get(SIGNING);
        if (settings.jwtSecret() != null && !settings.jwtSecret().equals(signing)) {
            words.println("noderax: JWT_SECRET is not the one of the backup: who was signed in has to sign in again");
        }
        if (signing != null) {
            Files.move(fresh, secretFile(SIGNING), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
        return restored.rows();
    }

    private static DatabaseAccess access(DatabaseAddress address) {
        return new DatabaseAccess(address.jdbcUrl(), address.user(), address.password());
    }

    private static void keep(Path file, @Nullable String secret) {
        if (secret != null) {
            PrivateFile.write(file, secret);
        }
    }

    private Path secretFile(String name) {
        return settings.home().resolve("secrets").resolve(name);
    }
}
