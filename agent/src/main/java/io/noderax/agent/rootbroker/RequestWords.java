package io.noderax.agent.rootbroker;

import io.noderax.agent.root.BrokerRequest;
import java.util.TreeSet;

/** Requests in the words of the audit: everything but the values of an environment, which may be secrets. */
final class RequestWords {
    private RequestWords() {}

    static String of(BrokerRequest request) {
        return switch (request) {
            case BrokerRequest.ApplyProfile apply ->
                "apply-profile " + apply.profile().wireName();
            case BrokerRequest.Run run ->
                "run " + run.attempt() + ": " + run.shell() + " -lc " + run.command() + " in " + run.directory()
                        + " with " + new TreeSet<>(run.environment().keySet());
            case BrokerRequest.Operate operate -> "operational " + operate.attempt() + ": " + operate.operation();
            case BrokerRequest.ReadLog read -> "read-log " + read.scan().text("sourcePresetId");
            case BrokerRequest.Terminal terminal -> "terminal " + terminal.session() + ": " + terminal.shell();
        };
    }
}
