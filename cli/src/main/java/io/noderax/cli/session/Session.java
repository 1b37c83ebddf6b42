package io.noderax.cli.session;

import io.noderax.cli.http.Connection;
import io.noderax.cli.http.ServerAddress;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.cli.terminal.Surroundings;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which server the operator talks to, and as whom: {@code NODERAX_SERVER} and {@code NODERAX_TOKEN}, else what {@code login}
 * kept, else the server that {@code up} runs here.
 */
public final class Session {
    private final Surroundings surroundings;

    public Session(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Opens the connection for one command; nothing is sent yet.
     *
     * @throws CommandFailure when nobody has signed in
     */
    public Connection open() {
        String named = surroundings.variable("NODERAX_SERVER");
        String token = surroundings.variable("NODERAX_TOKEN");
        if (named != null) {
            ServerAddress server = address(named);
            return token == null ? openKept(server) : connection(server, null, () -> token);
        }
        if (token != null) {
            throw new CommandFailure(
                    "NODERAX_TOKEN is set, but not NODERAX_SERVER that it is for; set both or neither");
        }
        return openKept(null);
    }

    /** The server that a sign-in without an address is for. */
    ServerAddress likelyServer() {
        String named = surroundings.variable("NODERAX_SERVER");
        if (named != null) {
            return address(named);
        }
        Credentials kept = CredentialsFile.in(surroundings).read();
        if (kept != null) {
            return kept.server();
        }
        LocalServer local = LocalServer.running(surroundings.noderaxHome());
        return local == null ? address("127.0.0.1:3000") : local.address();
    }

    /** The certificates to trust besides the system's when signing in: what was asked for, else those of the server that runs here. */
    @Nullable
    Path authority(ServerAddress server, @Nullable Path asked) {
        if (asked != null) {
            return asked.toAbsolutePath();
        }
        String named = surroundings.variable("NODERAX_CA");
        if (named != null) {
            return Path.of(named).toAbsolutePath();
        }
        LocalServer local = LocalServer.running(surroundings.noderaxHome());
        return local != null && local.address().equals(server) ? local.authority() : null;
    }

    /** {@code NODERAX_CA} stands above what is kept. */
    Connection connection(ServerAddress server, @Nullable Path kept, Supplier<@Nullable String> token) {
        String named = surroundings.variable("NODERAX_CA");
        return open(server, named == null ? kept : Path.of(named), token);
    }

    /** @throws CommandFailure when the file of certificates cannot be used */
    static Connection open(ServerAddress server, @Nullable Path authority, Supplier<@Nullable String> token) {
        try {
            return new Connection(server, authority, token);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(2, String.valueOf(e.getMessage()));
        }
    }

    static ServerAddress address(String text) {
        try {
            return ServerAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(2, String.valueOf(e.getMessage()));
        }
    }

    private Connection openKept(@Nullable ServerAddress wanted) {
        Credentials kept = CredentialsFile.in(surroundings).read();
        if (kept != null && (wanted == null || wanted.equals(kept.server()))) {
            return connection(kept.server(), kept.authority(), kept::token);
        }
        Path home = surroundings.noderaxHome();
        LocalServer local = LocalServer.running(home);
        if (local != null && (wanted == null || wanted.equals(local.address()))) {
            return connection(local.address(), local.authority(), () -> LocalServer.token(home));
        }
        throw new CommandFailure(
                wanted == null
                        ? "not signed in; start a server here with `%1$s up`, or sign in to one with `%1$s login --server URL`"
                                .formatted(surroundings.command())
                        : "no token for %s; set NODERAX_TOKEN, or sign in with `%s login --server %s`"
                                .formatted(wanted, surroundings.command(), wanted));
    }
}
