package io.noderax.agent.enrollment;

import io.noderax.agent.config.BadConfig;
import io.noderax.agent.config.ConfigFile;
import io.noderax.agent.config.ConfigKey;
import io.noderax.agent.controlplane.Answer;
import io.noderax.agent.controlplane.EnrollmentCalls;
import io.noderax.agent.controlplane.Patience;
import io.noderax.agent.identity.AgentVersion;
import io.noderax.agent.identity.Identity;
import io.noderax.agent.identity.IdentityStore;
import io.noderax.agent.identity.Machine;
import io.noderax.agent.log.EventLog;
import io.noderax.agent.loops.Pace;
import io.noderax.agent.loops.StopSignal;
import io.noderax.agent.words.AgentCommand;
import io.noderax.protocol.enrollment.EnrollmentRequest;
import io.noderax.protocol.enrollment.EnrollmentState;
import io.noderax.protocol.enrollment.EnrollmentTicket;
import io.noderax.protocol.id.EnrollmentToken;
import io.noderax.protocol.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Asks to become a node, waits until a person has decided, and saves the identity. For one thread. */
public final class Enrollment {
    private final EnrollmentCalls calls;
    private final IdentityStore identities;
    private final ConfigFile config;
    private final Patience patience;
    private final Pace pace;
    private final Clock clock;
    private final EventLog log;
    private final StopSignal stop = new StopSignal();

    /** Where the outcome is kept. */
    public record Stores(IdentityStore identities, ConfigFile config) {}

    public Enrollment(EnrollmentCalls calls, Stores stores, Patience patience, Pace pace, Clock clock, EventLog log) {
        this.calls = calls;
        this.identities = stores.identities();
        this.config = stores.config();
        this.patience = patience;
        this.pace = pace;
        this.clock = clock;
        this.log = log;
    }

    /** How it went. */
    public sealed interface Result {
        /** The identity is saved. */
        record Enrolled(Identity identity) implements Result {}

        /** It is not; the sentence says why and what to do. */
        record Failed(String sentence) implements Result {}
    }

    /** Is told the token as soon as there is one, to show it. */
    public interface Listener {
        void waitingForApproval(EnrollmentToken token, @Nullable Instant expiresAt);
    }

    /** A new request: {@code os}, {@code arch} and versions go along, {@code location} does not. */
    public static EnrollmentRequest request(String email, Machine machine, AgentVersion version) {
        JsonObject about = JsonObject.builder()
                .put("os", machine.os())
                .put("arch", machine.arch())
                .put("agentVersion", version.version())
                .put("platformVersion", machine.platformVersion())
                .put("kernelVersion", machine.kernelVersion())
                .build();
        return new EnrollmentRequest(email, machine.hostname(), about);
    }

    /** Whether the server still waits for a decision about this token, from an earlier run. */
    public boolean isOpen(EnrollmentToken token) {
        return calls.state(token) instanceof Answer.Ok<EnrollmentState>(var state)
                && !(state instanceof EnrollmentState.Revoked)
                && !(state instanceof EnrollmentState.Approved approved && approved.agentToken() == null);
    }

    /** Asks anew, then waits. */
    public Result ask(EnrollmentRequest request, Listener listener) {
        return switch (calls.initiate(request)) {
            case Answer.Ok<EnrollmentTicket>(var ticket) -> {
                keepToken(ticket.token().secret());
                listener.waitingForApproval(ticket.token(), ticket.expiresAt());
                yield await(ticket.token());
            }
            case Answer.Failure<EnrollmentTicket> failure ->
                new Result.Failed("the request to enroll failed: " + failure.sentence());
        };
    }

    /** Waits for the decision about a request that was made earlier. */
    public Result resume(EnrollmentToken token, Listener listener) {
        listener.waitingForApproval(token, null);
        return await(token);
    }

    private Result await(EnrollmentToken token) {
        Instant deadline = clock.instant().plus(pace.enrollmentLimit());
        while (clock.instant().isBefore(deadline)) {
            Result result = look(token);
            if (result != null) {
                return result;
            }
        }
        return new Result.Failed("nobody approved this machine within "
                + pace.enrollmentLimit().toSeconds()
                + " s; run `" + AgentCommand.NAME + " enroll` again to go on waiting");
    }

    /** Null when it goes on; has waited then. */
    private @Nullable Result look(EnrollmentToken token) {
        return switch (calls.state(token)) {
            case Answer.Ok<EnrollmentState>(var state) -> {
                patience.reset();
                yield decided(state);
            }
            case Answer.Refused<EnrollmentState>(int status, String message)
            when status == 404 || status == 410 -> {
                keepToken(null);
                yield new Result.Failed("the control plane does not know this request any more (" + status + " "
                        + message + "); run `" + AgentCommand.NAME + " enroll` again");
            }
            case Answer.Failure<EnrollmentState> failure -> {
                Duration delay = patience.after(failure);
                log.warn("looking for the approval failed, trying again", "error", failure.sentence());
                stop.await(delay);
                yield null;
            }
        };
    }

    private @Nullable Result decided(EnrollmentState state) {
        return switch (state) {
            case EnrollmentState.Pending _ -> {
                stop.await(pace.enrollmentPoll());
                yield null;
            }
            case EnrollmentState.Revoked _ -> {
                keepToken(null);
                yield new Result.Failed("the request was refused, has expired or was replaced by a newer one of this"
                        + " machine; run `" + AgentCommand.NAME + " enroll` again");
            }
            case EnrollmentState.Approved(var nodeId, var agentToken) -> {
                if (agentToken == null) {
                    keepToken(null);
                    yield new Result.Failed(
                            "the request was approved, but the control plane does not hand out the node's"
                                    + " token any more; delete node " + nodeId
                                    + " there and run `" + AgentCommand.NAME + " enroll` again");
                }
                Identity identity = new Identity(nodeId, agentToken, clock.instant());
                identities.save(identity);
                keepToken(null);
                yield new Result.Enrolled(identity);
            }
        };
    }

    /** Without it only the resumption after a break is lost, so a config that cannot be written is no reason to give up. */
    private void keepToken(@Nullable String token) {
        try {
            if (token != null || config.read().has(ConfigKey.ENROLLMENT_TOKEN.key())) {
                config.set(ConfigKey.ENROLLMENT_TOKEN, token);
            }
        } catch (BadConfig e) {
            log.warn("the enrollment token could not be kept in the config", "error", String.valueOf(e.getMessage()));
        }
    }
}
