package io.noderax.agent.controlplane;

import io.noderax.agent.identity.Identity;
import io.noderax.protocol.session.WireHeaders;
import io.noderax.protocol.update.UpdateProgress;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The calls of a node's updater (wire contract, 1.8, and our extension for releases). */
public final class UpdateCalls {
    private final Api api;
    private final CurrentIdentity identity;

    public UpdateCalls(Api api, CurrentIdentity identity) {
        this.api = api;
        this.identity = identity;
    }

    public Answer<AgentCalls.Done> report(UUID target, UpdateProgress progress) {
        Identity now = identity.get();
        Map<String, String> headers = new HashMap<>();
        headers.put("Authorization", "Bearer " + now.token().secret());
        headers.put(Api.NODE_ID, now.nodeId().toString());
        headers.put(WireHeaders.CAPABILITIES, WireHeaders.CAP_UPDATE_CONFIRMS);
        return api.call(
                Api.Call.post("/agent-updates/targets/" + target + "/progress", headers, progress),
                _ -> AgentCalls.Done.DONE);
    }

    /** Whether the control plane answers at all. */
    public boolean serverAnswers() {
        return api.call(Api.Call.get("/health", Map.of()), _ -> AgentCalls.Done.DONE) instanceof Answer.Ok<?>;
    }

    /**
     * Fetches a file of a release from that offset to its end.
     *
     * @throws DownloadRefused when it is not given
     * @throws IOException when the connection breaks, or what is written to fails
     */
    public void download(String version, String file, long offset, OutputStream into) throws IOException {
        api.download("/agent-releases/" + version + '/' + file, offset, into);
    }
}
