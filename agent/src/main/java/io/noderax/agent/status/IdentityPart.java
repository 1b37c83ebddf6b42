package io.noderax.agent.status;

import io.noderax.agent.identity.BrokenState;
import io.noderax.agent.identity.Identity;
import io.noderax.agent.words.AgentCommand;
import io.noderax.protocol.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which node this machine is. */
public record IdentityPart(Supplier<@Nullable Identity> identity, Path stateFile) implements StatusPart {
    @Override
    public void tell(JsonObject.Builder into, List<Problem> problems) {
        Identity known = null;
        try {
            known = identity.get();
            if (known == null) {
                problems.add(new Problem(
                        "not-enrolled",
                        "this machine is not enrolled",
                        "run `" + AgentCommand.NAME + " enroll --email E`"));
            }
        } catch (BrokenState e) {
            problems.add(new Problem("state-file-broken", String.valueOf(e.getMessage()), "see the message"));
        }
        into.put(
                "identity",
                JsonObject.builder()
                        .put("nodeId", known == null ? null : known.nodeId().value())
                        .put("stateFile", stateFile.toString())
                        .build());
    }
}
