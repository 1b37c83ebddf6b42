package io.noderax.cli.enrollments;

import io.noderax.cli.http.Received;
import io.noderax.cli.session.Session;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.protocol.enrollment.EnrollmentView;
import io.noderax.protocol.problem.Reason;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code enrollments refuse}: turns a machine away. */
@Command(name = "refuse", description = "Turns a machine away that asks to join.")
public final class RefuseCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "ID|CODE", description = "which request")
    private String request = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "why, kept with the request")
    private @Nullable String reason;

    @Option(names = "--json", description = "print the request as the server sent it")
    private boolean json;

    public RefuseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Inbox inbox = new Inbox(new Session(surroundings).open());
        Received<EnrollmentView> refused = inbox.refuse(inbox.meant(request), new Reason(reason));
        if (json) {
            surroundings.screen().printJson(refused.sent());
        } else {
            surroundings
                    .screen()
                    .say("%s was turned away".formatted(refused.value().hostname()));
        }
        return 0;
    }
}
