package io.noderax.cli.session;

import io.noderax.cli.http.CallFailed;
import io.noderax.cli.http.Connection;
import io.noderax.cli.http.Query;
import io.noderax.cli.http.ServerAddress;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.session.Login;
import io.noderax.protocol.session.SignedIn;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code login}: exchanges e-mail and password for a token, and keeps that. */
@Command(
        name = "login",
        description = {
            "Signs in to a server and keeps the token, readable by you only.",
            "NODERAX_SERVER and NODERAX_TOKEN stand above what is kept."
        })
public final class LoginCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "the server (default: the last one, else the one that runs here)")
    private @Nullable String server;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "trust these certificates (PEM) besides the system's; kept with the token (or: NODERAX_CA)")
    private @Nullable Path ca;

    @Option(names = "--email", paramLabel = "E-MAIL", description = "your account (default: asked for)")
    private @Nullable String email;

    @Option(names = "--password-stdin", description = "read the password from standard input")
    private boolean passwordStdin;

    @Option(names = "--json", description = "print the account as the server sent it")
    private boolean json;

    public LoginCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Session session = new Session(surroundings);
        ServerAddress address = server == null ? session.likelyServer() : Session.address(server);
        Path authority = session.authority(address, ca);
        if (!json) {
            surroundings.screen().say("Signing in to " + address);
        }
        Login login = new Login(email(), password());
        SignedIn signedIn = signIn(Session.open(address, authority, () -> null), login);
        CredentialsFile file = CredentialsFile.in(surroundings);
        file.write(new Credentials(address, signedIn.user().email(), signedIn.accessToken(), authority));
        if (json) {
            surroundings.screen().printJson(signedIn.user().toJson());
        } else {
            surroundings
                    .screen()
                    .say("Signed in as %s for %s; the token is in %s"
                            .formatted(signedIn.user().email(), signedIn.expiresIn(), file));
        }
        return 0;
    }

    private SignedIn signIn(Connection connection, Login login) {
        try {
            return connection
                    .post(Query.of("/auth/login"), login, LoginCommand::answer)
                    .value()
                    .orElseThrow(() -> new CommandFailure(
                            "this account asks for a second factor, which the command line cannot give yet;"
                                    + " set NODERAX_TOKEN to a token from the browser"));
        } catch (CallFailed e) {
            if (e.isRefusedWith(401)) {
                throw new CommandFailure(
                        "%s knows no account with this e-mail and password".formatted(connection.server()));
            }
            throw e;
        }
    }

    /** Empty when the server wants a second factor first. */
    private static Optional<SignedIn> answer(Fields fields) {
        return Boolean.TRUE.equals(fields.optionalBoolean("requiresMfa"))
                ? Optional.empty()
                : Optional.of(SignedIn.read(fields));
    }

    private String email() {
        if (email != null) {
            return email;
        }
        if (passwordStdin || !surroundings.keyboard().isThere()) {
            throw new CommandFailure(2, "there is no terminal to ask on; name the account with --email");
        }
        return surroundings.keyboard().ask("E-mail: ");
    }

    private String password() {
        if (passwordStdin) {
            return surroundings.keyboard().readLine();
        }
        if (!surroundings.keyboard().isThere()) {
            throw new CommandFailure(2, "there is no terminal to ask on; give the password with --password-stdin");
        }
        return surroundings.keyboard().askSecretly("Password: ");
    }
}
