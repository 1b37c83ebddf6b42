package io.noderax.agent.logscan;

import io.noderax.agent.controlplane.Offer.ClaimedTask;
import io.noderax.agent.tasks.BrokenPayload;
import io.noderax.agent.tasks.CommandPlanner;
import io.noderax.agent.tasks.Plan;
import io.noderax.agent.tasks.ReadOnlyWork;
import io.noderax.agent.tasks.TaskKind;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code log.scan}: a scan whose result goes to the control plane. */
public final class LogScanTasks implements TaskKind {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** Reads as root, if somebody can and may. */
    public interface Root {
        /** Null when it is possible and allowed; else a sentence that says why not. */
        @Nullable
        String refusal();

        LogSource source();

        /** An agent that is root itself reads with its own rights, as far as root access is applied; another one cannot. */
        static Root ownRoot(LogSource logs, boolean agentIsRoot, CommandPlanner.RootGate gate) {
            return new Root() {
                @Override
                public @Nullable String refusal() {
                    String refusal = gate.refusal("operational");
                    return refusal != null || agentIsRoot ? refusal : "this agent reads logs with its own rights only";
                }

                @Override
                public LogSource source() {
                    return logs;
                }
            };
        }
    }

    private final LogSource own;
    private final Root root;

    /** @param own reads with the rights of this process */
    public LogScanTasks(LogSource own, Root root) {
        this.own = own;
        this.root = root;
    }

    @Override
    public Plan plan(ClaimedTask task) throws BrokenPayload {
        ScanRequest request = request(task.payload());
        String refusal = request.runAsRoot() ? root.refusal() : null;
        if (refusal != null) {
            return Plan.Refused.because("the log is to be read as root, but " + refusal);
        }
        LogSource source = request.runAsRoot() ? root.source() : own;
        return new Plan.Read(
                stop -> new ReadOnlyWork.Found(source.scan(request, stop).toJson(), ""), LONGEST);
    }

    private static ScanRequest request(@Nullable Object payload) throws BrokenPayload {
        if (!(payload instanceof JsonObject members)) {
            throw new BrokenPayload("it must be an object");
        }
        try {
            return ScanRequest.read(members, Fields.Unknown.IGNORED);
        } catch (InvalidFields e) {
            throw new BrokenPayload(String.valueOf(e.getMessage()));
        }
    }
}
