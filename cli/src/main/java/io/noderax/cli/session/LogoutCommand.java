package io.noderax.cli.session;

import io.noderax.cli.terminal.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code logout}: forgets the token. The wire has no way to end it on the server; it runs out by itself. */
@Command(name = "logout", description = "Forgets the token that `login` kept; on the server it runs out by itself.")
public final class LogoutCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    public LogoutCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        boolean were = CredentialsFile.in(surroundings).delete();
        surroundings.screen().say(were ? "Signed out" : "You were not signed in");
        return 0;
    }
}
