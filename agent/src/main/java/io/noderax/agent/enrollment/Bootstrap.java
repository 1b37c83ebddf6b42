package io.noderax.agent.enrollment;

import io.noderax.agent.controlplane.Answer;
import io.noderax.agent.controlplane.InstallCalls;
import io.noderax.agent.controlplane.Patience;
import io.noderax.agent.identity.AgentVersion;
import io.noderax.agent.identity.BrokenState;
import io.noderax.agent.identity.Identity;
import io.noderax.agent.identity.IdentityStore;
import io.noderax.agent.identity.Machine;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.StopSignal;
import io.noderax.protocol.enrollment.EnrolledNode;
import io.noderax.protocol.id.BootstrapToken;
import io.noderax.protocol.install.ConsumeInstall;
import io.noderax.protocol.install.InstallProgress;
import io.noderax.protocol.install.InstallStatus;
import io.noderax.protocol.install.MachineFacts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Becomes the node that an operator has prepared, with a bootstrap token; for one thread. Killed at any moment and run again with
 * the same token it ends the same way: the server gives the machine the same identity until the agent has used it.
 */
public final class Bootstrap {
    private final InstallCalls calls;
    private final IdentityStore identities;
    private final Patience patience;
    private final Duration longest;
    private final Clock clock;
    private final EventLog log;
    private final StopSignal never = new StopSignal();

    /** @param longest how long to go on when the server cannot be reached or is in trouble */
    public Bootstrap(
            InstallCalls calls,
            IdentityStore identities,
            Patience patience,
            Duration longest,
            Clock clock,
            EventLog log) {
        this.calls = calls;
        this.identities = identities;
        this.patience = patience;
        this.longest = longest;
        this.clock = clock;
        this.log = log;
    }

    /** What this machine says of itself: nothing that a strict server would refuse. */
    public static ConsumeInstall request(BootstrapToken token, Machine machine, AgentVersion version) {
        MachineFacts facts = new MachineFacts(
                machine.os(), machine.arch(), version.version(), machine.platformVersion(), machine.kernelVersion());
        return new ConsumeInstall(token, machine.hostname(), facts);
    }

    /** Uses the token and saves the identity. */
    public Enrollment.Result run(ConsumeInstall request) {
        report(request.token(), "agent_bootstrapping", InstallStatus.INSTALLING, 88L, null);
        Instant deadline = clock.instant().plus(longest);
        while (true) {
            Answer<EnrolledNode> answer = calls.consume(request);
            if (answer instanceof Answer.Ok<EnrolledNode>(var node)) {
                return save(request.token(), new Identity(node.nodeId(), node.agentToken(), clock.instant()));
            }
            Answer.Failure<EnrolledNode> failure = (Answer.Failure<EnrolledNode>) answer;
            if (!failure.isTransient() || !clock.instant().isBefore(deadline)) {
                return new Enrollment.Result.Failed(sentence(failure));
            }
            Duration delay = patience.after(failure);
            log.warn("joining failed, trying again", "delay", delay.toMillis(), "error", failure.sentence());
            never.await(delay);
        }
    }

    private Enrollment.Result save(BootstrapToken token, Identity identity) {
        try {
            identities.save(identity);
        } catch (BrokenState e) {
            report(token, "failed", InstallStatus.FAILED, null, "The identity could not be saved on the machine");
            throw e;
        }
        report(token, "identity_saved", InstallStatus.INSTALLING, 95L, "The machine has its identity");
        return new Enrollment.Result.Enrolled(identity);
    }

    /** Only for whoever watches: nothing depends on it. */
    private void report(
            BootstrapToken token, String stage, InstallStatus status, @Nullable Long percent, @Nullable String words) {
        if (calls.report(new InstallProgress(token, stage, status, percent, words))
                instanceof Answer.Failure<?> failure) {
            log.debug("the progress could not be told", "stage", stage, "error", failure.sentence());
        }
    }

    private static String sentence(Answer.Failure<?> failure) {
        if (!(failure instanceof Answer.Refused<?>(int status, String message))) {
            return "this machine could not join: " + failure.sentence();
        }
        String what = "(" + status + " " + message + ")";
        return switch (status) {
            case 404 ->
                "the control plane does not know this bootstrap token " + what
                        + "; is api_url the control plane that made it? Else prepare a new installation there";
            case 409 ->
                message.contains("hostname")
                        ? "a node with the name of this machine exists already " + what
                                + "; delete it or revoke its token there, or give the machine another hostname"
                        : "the bootstrap token was used already, by another machine or by an agent that runs " + what
                                + "; prepare a new installation";
            case 410 -> "the bootstrap token has expired " + what + "; prepare a new installation";
            default -> "the control plane refused this machine " + what;
        };
    }
}
