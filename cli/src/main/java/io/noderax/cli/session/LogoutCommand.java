package io.noderax.cli.session;

import io.noderax.cli.http.CallFailed;
import io.noderax.cli.http.Query;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.session.Success;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code logout}: ends the session on the server, where it can, and forgets the token. */
@Command(name = "logout", description = "Ends the session and forgets the token that `login` kept.")
public final class LogoutCommand implements Callable<Integer> {
    private static final String LIVES_ON = "; on the server the token lives until it runs out by itself";

    private final Surroundings surroundings;

    public LogoutCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        CredentialsFile file = CredentialsFile.in(surroundings);
        Credentials kept = file.read();
        String left = kept == null ? "" : endSession(kept);
        boolean were = file.delete();
        surroundings.screen().say(were ? "Signed out" + left : "You were not signed in");
        return 0;
    }

    /** What to add when the token lives on. */
    private String endSession(Credentials kept) {
        try {
            new Session(surroundings)
                    .connection(kept.server(), kept.authority(), kept::token)
                    .post(Query.of("/auth/logout"), () -> JsonObject.EMPTY, Success::read);
            return "";
        } catch (CallFailed e) {
            return e.isRefusedWith(401) ? "" : LIVES_ON;
        } catch (CommandFailure e) {
            return LIVES_ON;
        }
    }
}
