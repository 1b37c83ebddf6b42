package io.noderax.cli.session;

import io.noderax.cli.http.CallFailed;
import io.noderax.cli.http.Connection;
import io.noderax.cli.http.Query;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.protocol.json.JsonObject;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code doctor}: whether the server is reached, is the right thing, can work, and takes this sign-in. */
@Command(
        name = "doctor",
        description =
                "Looks whether the server is reached, can work, and takes this sign-in. On a node: `agent doctor`.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:all is well", " 1:something is not", " 2:wrong options"})
public final class DoctorCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private boolean failed;

    public DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Connection connection = new Session(surroundings).open();
        surroundings.screen().print("server   " + connection.server());
        look("reach", () -> {
            JsonObject health = connection.health();
            return "it answers, with " + health.list("extensions").size() + " extensions";
        });
        look("ready", () -> {
            if (!connection.isReady()) {
                failed = true;
                return "no: it does not say that it can work; look at its log, and at its database";
            }
            return "it can work, and so can its database";
        });
        look("sign-in", () -> {
            int workspaces = connection
                    .getAll(Query.of("/workspaces"), fields -> fields.text("id", 1, 64))
                    .size();
            return "it is taken, and sees " + workspaces + (workspaces == 1 ? " workspace" : " workspaces");
        });
        return failed ? 1 : 0;
    }

    private void look(String what, Supplier<String> found) {
        try {
            surroundings.screen().print("%-8s %s".formatted(what, found.get()));
        } catch (CallFailed e) {
            failed = true;
            surroundings.screen().print("%-8s failed: %s".formatted(what, e.sentence()));
        }
    }
}
