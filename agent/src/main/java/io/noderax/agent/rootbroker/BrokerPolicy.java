package io.noderax.agent.rootbroker;

import io.noderax.agent.containment.TaskLimits;
import io.noderax.agent.policy.NodePolicy;
import io.noderax.agent.root.BrokerRequest;
import io.noderax.agent.root.RootRefused;
import io.noderax.protocol.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Holds requests against the node's own policy once more: the agent has done so, but who asks may not be the agent. What the policy says
 * of shells, environments and directories is left to the agent, which adds its own to each request.
 */
record BrokerPolicy(NodePolicy policy) {
    /** @throws RootRefused when a rule forbids it; the sentence names it */
    void require(BrokerRequest request) throws RootRefused {
        String refusal = refusal(request);
        if (refusal != null) {
            throw new RootRefused(RootRefused.NOT_APPLIED, "the policy of this node refuses it: " + refusal);
        }
    }

    /** What it may use, as far as the policy and whoever asks are concerned; a terminal is no task. */
    TaskLimits limits(BrokerRequest request) {
        return switch (request) {
            case BrokerRequest.Run run -> run.limits().requiring(policy.limits());
            case BrokerRequest.Operate operate -> operate.limits().requiring(policy.limits());
            case BrokerRequest.ApplyProfile _, BrokerRequest.ReadLog _, BrokerRequest.Terminal _ -> TaskLimits.NONE;
        };
    }

    private @Nullable String refusal(BrokerRequest request) {
        return switch (request) {
            case BrokerRequest.ApplyProfile apply -> policy.judgeProfile(apply.profile());
            case BrokerRequest.Run run ->
                policy.judgeTask(
                                "shell.exec",
                                asRoot("task").put("command", run.command()).build())
                        .refusal();
            case BrokerRequest.Operate operate -> refusal(operate.operation());
            case BrokerRequest.ReadLog read ->
                policy.judgeTask(
                                "log.scan",
                                read.scan().toBuilder()
                                        .put("runAsRoot", true)
                                        .put("rootScope", "operational")
                                        .build())
                        .refusal();
            case BrokerRequest.Terminal _ -> policy.judgeTerminal(true).refusal();
        };
    }

    /** Those of packages have the names of task types; the others are reached by a command that the agent has judged. */
    private @Nullable String refusal(JsonObject operation) {
        String name = operation.text("operation");
        return name != null && name.startsWith("package")
                ? policy.judgeTask(name, operation).refusal()
                : policy.judgeRoot("operational").refusal();
    }

    private static JsonObject.Builder asRoot(String scope) {
        return JsonObject.builder().put("runAsRoot", true).put("rootScope", scope);
    }
}
