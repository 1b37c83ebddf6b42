package io.noderax.cli.enrollments;

import io.noderax.cli.http.Received;
import io.noderax.cli.session.Session;
import io.noderax.cli.terminal.CommandFailure;
import io.noderax.cli.terminal.Screen;
import io.noderax.cli.terminal.Surroundings;
import io.noderax.protocol.enrollment.EnrollmentView;
import io.noderax.protocol.enrollment.FinalizeEnrollment;
import io.noderax.protocol.id.NodeId;
import io.noderax.protocol.json.JsonObject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code enrollments approve}: makes a machine a node. */
@Command(
        name = "approve",
        description = {
            "Lets a machine join: by the id or code of its request,",
            "or by the token that it shows together with --email and --name, which works on a reference server too."
        },
        footer = {"", "With --json the request as the server sent it; by token {\"nodeId\": ...}."})
public final class ApproveCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "ID|CODE|TOKEN", description = "which request")
    private String request = "";

    @Option(names = "--name", paramLabel = "N", description = "the node's name (default: its hostname)")
    private @Nullable String name;

    @Option(names = "--email", paramLabel = "E", description = "with a token: the e-mail that the machine asked with")
    private @Nullable String email;

    @Option(names = "--json", description = "print what the server sends, see below")
    private boolean json;

    public ApproveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Inbox inbox = new Inbox(new Session(surroundings).open());
        return email == null ? byInbox(inbox) : byToken(inbox, email);
    }

    private int byInbox(Inbox inbox) {
        Inbox.Pending pending = inbox.meant(request);
        String nodeName = name == null ? pending.view().hostname() : name;
        Received<EnrollmentView> approved = inbox.approve(pending, nodeName);
        Screen screen = surroundings.screen();
        if (json) {
            screen.printJson(approved.sent());
        } else {
            screen.say("%s joins as node %s (%s)"
                    .formatted(
                            approved.value().hostname(),
                            nodeName,
                            approved.value().nodeId()));
        }
        return 0;
    }

    private int byToken(Inbox inbox, String ofMachine) {
        if (name == null) {
            throw new CommandFailure(2, "--name is needed with --email and a token");
        }
        NodeId node = inbox.approveByToken(request, new FinalizeEnrollment(ofMachine, name, null));
        Screen screen = surroundings.screen();
        if (json) {
            screen.printJson(JsonObject.of("nodeId", node.value()));
        } else {
            screen.say("joins as node %s (%s)".formatted(name, node));
        }
        return 0;
    }
}
