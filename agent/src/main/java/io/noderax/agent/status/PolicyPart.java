package io.noderax.agent.status;

import io.noderax.agent.policy.NodePolicy;
import io.noderax.protocol.json.JsonObject;
import java.util.List;

/** What the node's own policy says. */
public record PolicyPart(NodePolicy policy) implements StatusPart {
    @Override
    public void tell(JsonObject.Builder into, List<Problem> problems) {
        NodePolicy.Summary summary = policy.summary();
        NodePolicy.LastRefusal last = policy.lastRefusal();
        into.put(
                "policy",
                JsonObject.builder()
                        .put("folder", policy.path().toString())
                        .put("files", summary.files())
                        .put("rules", summary.rules())
                        .put("broken", summary.broken())
                        .put("lastRefusalAt", last == null ? null : last.at())
                        .put("lastRefusal", last == null ? null : last.sentence())
                        .build());
        if (summary.broken() != null) {
            problems.add(
                    new Problem(
                            "policy-broken",
                            "the policy of this node cannot be used, so everything is refused: " + summary.broken(),
                            "mend what the sentence names, or move the file out of the folder; the agent sees it with the next task"));
        }
    }
}
