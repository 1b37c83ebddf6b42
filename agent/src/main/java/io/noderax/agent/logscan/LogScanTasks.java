package io.noderax.agent.logscan;

import io.noderax.agent.controlplane.Offer.ClaimedTask;
import io.noderax.agent.loops.StopSignal;
import io.noderax.agent.root.BrokerAddress;
import io.noderax.agent.root.RootRefused;
import io.noderax.agent.tasks.BrokenPayload;
import io.noderax.agent.tasks.CommandPlanner;
import io.noderax.agent.tasks.Plan;
import io.noderax.agent.tasks.ReadOnlyWork;
import io.noderax.agent.tasks.TaskKind;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.InvalidFields;
import io.noderax.protocol.json.JsonObject;
import java.io.IOException;
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

        /** Blocks like {@link LogSource#scan}. */
        ScanResult scan(ScanRequest request, StopSignal stop) throws ReadOnlyWork.Failed, IOException;

        /** Of an agent that is root itself: with its own rights. */
        static Root own(LogSource logs, CommandPlanner.RootGate gate) {
            return of(gate, logs);
        }

        /** Of an agent that is an ordinary user: by the root broker. */
        static Root brokered(BrokerAddress broker, CommandPlanner.RootGate gate) {
            return of(gate, (request, _) -> byBroker(broker, request));
        }

        private static Root of(CommandPlanner.RootGate gate, LogSource logs) {
            return new Root() {
                @Override
                public @Nullable String refusal() {
                    return gate.refusal("operational");
                }

                @Override
                public ScanResult scan(ScanRequest request, StopSignal stop) throws ReadOnlyWork.Failed, IOException {
                    return logs.scan(request, stop);
                }
            };
        }

        private static ScanResult byBroker(BrokerAddress broker, ScanRequest request) throws ReadOnlyWork.Failed {
            try {
                return Fields.read(broker.readLog(request.toJson()), Fields.Unknown.IGNORED, ScanResult::read);
            } catch (RootRefused e) {
                throw new ReadOnlyWork.Failed(e.code(), e.reason());
            } catch (IOException e) {
                throw new ReadOnlyWork.Failed("root-broker-lost", "the root broker cannot be asked: " + e.getMessage());
            } catch (InvalidFields e) {
                throw new ReadOnlyWork.Failed(
                        "root-broker-answer",
                        "the root broker gives an answer that cannot be understood (" + e.getMessage()
                                + "): is it of another version than this agent? Restart it, so that both are of one");
            }
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
        return new Plan.Read(stop -> new ReadOnlyWork.Found(scan(request, stop), ""), LONGEST);
    }

    private JsonObject scan(ScanRequest request, StopSignal stop) throws ReadOnlyWork.Failed, IOException {
        ScanResult result = request.runAsRoot() ? root.scan(request, stop) : own.scan(request, stop);
        return result.toJson();
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
