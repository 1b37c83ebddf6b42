package io.noderax.agent.status;

import io.noderax.agent.identity.AgentVersion;
import io.noderax.protocol.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** The running process. */
public record ProcessPart(Instant since, AgentVersion version) implements StatusPart {
    @Override
    public void tell(JsonObject.Builder into, List<Problem> problems) {
        into.put(
                "agent",
                JsonObject.builder()
                        .put("pid", ProcessHandle.current().pid())
                        .put("since", since)
                        .put("version", version.version())
                        .put("commit", version.commit())
                        .build());
    }
}
