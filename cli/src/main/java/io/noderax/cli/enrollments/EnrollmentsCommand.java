package io.noderax.cli.enrollments;

import io.noderax.cli.session.Session;
import io.noderax.cli.terminal.Screen;
import io.noderax.cli.terminal.SpanOfTime;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.cli.terminal.Table;
import io.noderax.protocol.enrollment.EnrollmentView;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code enrollments}, {@code enrollments list}: the machines that ask to join. */
@Command(
        name = "enrollments",
        aliases = "list",
        description = {
            "Lists the machines that ask to join.",
            "Compare the code with the one that the machine shows before you approve it."
        })
public final class EnrollmentsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--json", description = "print the array of requests that the server sent")
    private boolean json;

    public EnrollmentsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        List<Inbox.Pending> pending = new Inbox(new Session(surroundings).open()).pending();
        Screen screen = surroundings.screen();
        if (json) {
            screen.printJson(pending.stream().map(each -> each.request().sent()).toList());
        } else if (pending.isEmpty()) {
            screen.say("Nobody asks to join; type `noderax-agent enroll` on a machine that shall");
        } else {
            table(pending).lines(screen::status).forEach(screen::print);
        }
        return 0;
    }

    private Table table(List<Inbox.Pending> pending) {
        Table table = new Table("CODE", "HOSTNAME", "E-MAIL", "EXPIRES", "ID");
        for (Inbox.Pending each : pending) {
            EnrollmentView request = each.view();
            Duration left = Duration.between(surroundings.clock().instant(), request.expiresAt());
            table.add(
                    request.code(),
                    request.hostname(),
                    request.email(),
                    "in " + SpanOfTime.rounded(left),
                    request.id().toString());
        }
        return table;
    }
}
