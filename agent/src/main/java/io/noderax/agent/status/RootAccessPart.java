package io.noderax.agent.status;

import io.noderax.agent.rootaccess.RootAccess;
import io.noderax.agent.rootaccess.RootAccessState;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.rootaccess.RootProfile;
import java.util.List;

/** Which root access operators want here, which is applied, and by which way. */
public record RootAccessPart(RootAccess access) implements StatusPart {
    @Override
    public void tell(JsonObject.Builder into, List<Problem> problems) {
        RootAccessState state = access.state();
        RootProfile desired = access.desired();
        into.put(
                "rootAccess",
                JsonObject.builder()
                        .put("desired", desired == null ? null : desired.wireName())
                        .put("applied", state.applied().wireName())
                        .put("since", state.lastAppliedAt())
                        .put("lastError", state.lastError())
                        .put("way", access.way().words())
                        .build());
        if (state.lastError() != null) {
            problems.add(new Problem(
                    "root-access-not-applied",
                    "the root access profile " + (desired == null ? "" : desired.wireName() + " ")
                            + "is wanted, but could not be applied: " + state.lastError(),
                    "do what the sentence says; the agent tries again by itself, after 5 minutes at most"));
        }
    }
}
