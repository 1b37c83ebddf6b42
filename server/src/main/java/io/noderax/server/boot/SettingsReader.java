package io.noderax.server.boot;

import io.noderax.protocol.update.ReleaseKeys;
import io.noderax.server.http.TrustedProxies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link ServerSettings} from the environment (wire contract, 6.7). Every secret may also come from a file: the same name
 * with {@code _FILE}. All faults are collected; a secret's value is never shown.
 */
public final class SettingsReader {
    /** The environment is not usable; one sentence a fault. */
    public static final class BadSettings extends RuntimeException {
        private final List<String> problems;

        BadSettings(List<String> problems) {
            super(String.join(System.lineSeparator(), problems));
            this.problems = List.copyOf(problems);
        }

        /** One sentence a fault; never empty. */
        public List<String> problems() {
            return problems;
        }
    }

    private static final String TLS_CERT = "NODERAX_TLS_CERT";
    private static final String TLS_KEY = "NODERAX_TLS_KEY";
    private static final String RELEASE_KEY = "NODERAX_RELEASE_KEY";
    private static final int DEFAULT_PORT = 3000;
    private static final int DEFAULT_JOINS = 60;
    private static final int MOST_JOINS = 1_000_000;
    private static final int DEFAULT_DATABASE_PORT = 5432;
    private static final int SHORTEST_SECRET = 32;
    private static final int SHORTEST_PASSWORD = 8;

    private final Map<String, String> environment;
    private final Path defaultHome;
    private final List<String> problems = new ArrayList<>();

    /** @param defaultHome where the server keeps its files when {@code NODERAX_HOME} is not set */
    public SettingsReader(Map<String, String> environment, Path defaultHome) {
        this.environment = environment;
        this.defaultHome = defaultHome;
    }

    /** @throws BadSettings naming each variable, its value and what is allowed */
    public ServerSettings read() {
        ServerSettings settings = new ServerSettings(
                home(),
                text("NODERAX_HOST", "127.0.0.1"),
                port("NODERAX_PORT", port("PORT", DEFAULT_PORT)),
                database(),
                email(),
                secret("NODERAX_ADMIN_PASSWORD", SHORTEST_PASSWORD),
                path("NODERAX_FIRST_PASSWORD_FILE"),
                path("NODERAX_LOCAL_TOKEN_FILE"),
                secret("JWT_SECRET", SHORTEST_SECRET),
                lifetime("JWT_EXPIRES_IN", "1d"),
                lifetime("NODERAX_LOG_RETENTION", "30d"),
                new Reach(tls(), proxies()),
                joining(),
                releases());
        if (!problems.isEmpty()) {
            throw new BadSettings(problems);
        }
        return settings;
    }

    private Path home() {
        Path home = path("NODERAX_HOME");
        return (home == null ? defaultHome : home).toAbsolutePath().normalize();
    }

    private @Nullable DatabaseAddress database() {
        String url = secret("DATABASE_URL", 1);
        if (url != null) {
            try {
                return DatabaseAddress.parse(url);
            } catch (IllegalArgumentException e) {
                problem("DATABASE_URL", null, e.getMessage());
                return null;
            }
        }
        String host = first("DATABASE_HOST", "DB_HOST");
        return host == null ? null : databaseAt(host);
    }

    private DatabaseAddress databaseAt(String host) {
        String name = first("DATABASE_NAME", "DB_NAME");
        String user = first("DATABASE_USERNAME", "DB_USERNAME");
        String password = secret("DATABASE_PASSWORD", 1);
        return DatabaseAddress.of(
                host,
                port("DATABASE_PORT", port("DB_PORT", DEFAULT_DATABASE_PORT)),
                name == null ? "noderax" : name,
                user == null ? "noderax" : user,
                password == null ? secret("DB_PASSWORD", 1) : password);
    }

    private @Nullable String email() {
        String email = variable("NODERAX_ADMIN_EMAIL");
        if (email != null && !email.matches("[^\\s@]+@[^\\s@]+\\.[^\\s@]+")) {
            problem("NODERAX_ADMIN_EMAIL", email, "must be an e-mail address");
        }
        return email;
    }

    private Lifetime lifetime(String name, String standIn) {
        String text = text(name, standIn);
        Lifetime lifetime = Lifetime.parse(text);
        if (lifetime == null) {
            problem(name, text, "must be a time such as 45m, 12h or 30d, or a number of seconds");
            return new Lifetime("1d", Duration.ofDays(1));
        }
        return lifetime;
    }

    /** Both files or neither. */
    private @Nullable TlsFiles tls() {
        Path certificate = path(TLS_CERT);
        Path key = path(TLS_KEY);
        if (certificate == null || key == null) {
            if (certificate != null || key != null) {
                problem(
                        certificate == null ? TLS_CERT : TLS_KEY,
                        null,
                        "must be set too: a certificate and its key go together");
            }
            return null;
        }
        TlsFiles files = new TlsFiles(certificate.toAbsolutePath(), key.toAbsolutePath());
        try {
            files.check();
        } catch (TlsFiles.Unusable e) {
            problem(e.isKey() ? TLS_KEY : TLS_CERT, String.valueOf(e.isKey() ? key : certificate), e.getMessage());
        }
        return files;
    }

    private TrustedProxies proxies() {
        String text = variable("NODERAX_TRUSTED_PROXIES");
        try {
            return text == null ? TrustedProxies.NONE : TrustedProxies.parse(text);
        } catch (IllegalArgumentException e) {
            problem("NODERAX_TRUSTED_PROXIES", text, e.getMessage());
            return TrustedProxies.NONE;
        }
    }

    private Joining joining() {
        return new Joining(
                address("AGENT_PUBLIC_API_URL"),
                address("AGENT_INSTALL_SCRIPT_URL"),
                whole("NODERAX_JOINS_PER_MINUTE", DEFAULT_JOINS, MOST_JOINS));
    }

    private ReleasePlace releases() {
        String text = variable("NODERAX_RELEASES");
        ReleaseKeys keys = releaseKeys();
        try {
            return text == null ? ReleasePlace.NOWHERE : ReleasePlace.parse(text, keys);
        } catch (IllegalArgumentException e) {
            problem("NODERAX_RELEASES", text, e.getMessage());
            return ReleasePlace.NOWHERE;
        }
    }

    private @Nullable ReleaseKeys releaseKeys() {
        Path file = path(RELEASE_KEY);
        try {
            return file == null ? null : ReleaseKeys.parse(Files.readString(file));
        } catch (IOException e) {
            problem(RELEASE_KEY, String.valueOf(file), "must be a file that the server can read (" + e + ')');
        } catch (IllegalArgumentException e) {
            problem(RELEASE_KEY, String.valueOf(file), "must be a PEM file of public keys: " + e.getMessage());
        }
        return null;
    }

    private @Nullable String address(String name) {
        String text = variable(name);
        try {
            return text == null ? null : Joining.address(text);
        } catch (IllegalArgumentException e) {
            problem(name, text, e.getMessage());
            return null;
        }
    }

    private int whole(String name, int standIn, int most) {
        String text = variable(name);
        if (text == null) {
            return standIn;
        }
        int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > most) {
            problem(name, text, "must be a number, 1 to " + most);
        }
        return number;
    }

    private int port(String name, int standIn) {
        String text = variable(name);
        if (text == null) {
            return standIn;
        }
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65_535) {
            problem(name, text, "must be a port, 1 to 65535");
        }
        return port;
    }

    private @Nullable Path path(String name) {
        String text = variable(name);
        try {
            return text == null ? null : Path.of(text);
        } catch (InvalidPathException e) {
            problem(name, text, "must be a path");
            return null;
        }
    }

    private @Nullable String secret(String name, int shortest) {
        String given = variable(name);
        String secret = given == null ? fromFile(name + "_FILE") : given;
        if (secret != null && secret.length() < shortest) {
            problem(name, null, "must have at least " + shortest + " characters (it has " + secret.length() + ')');
        }
        return secret;
    }

    private @Nullable String fromFile(String name) {
        Path file = path(name);
        try {
            return file == null ? null : Files.readString(file).strip();
        } catch (IOException e) {
            problem(name, String.valueOf(file), "must be a file that the server can read (" + e + ')');
            return null;
        }
    }

    private String text(String name, String standIn) {
        String text = variable(name);
        return text == null ? standIn : text;
    }

    private @Nullable String first(String name, String other) {
        String value = variable(name);
        return value == null ? variable(other) : value;
    }

    /** A variable that is set to nothing counts as not set. */
    private @Nullable String variable(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private void problem(String name, @Nullable String value, @Nullable String sentence) {
        problems.add(name + ' ' + sentence + (value == null ? "" : " (it is \"" + value + "\")"));
    }
}
