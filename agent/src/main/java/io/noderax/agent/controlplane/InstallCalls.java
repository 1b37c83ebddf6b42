package io.noderax.agent.controlplane;

import io.noderax.protocol.enrollment.EnrolledNode;
import io.noderax.protocol.install.ConsumeInstall;
import io.noderax.protocol.install.InstallProgress;
import io.noderax.protocol.json.Fields;
import java.util.Map;

/** The calls of a machine that has a bootstrap token (wire contract, 1.3). */
public final class InstallCalls {
    private final Api api;

    public InstallCalls(Api api) {
        this.api = api;
    }

    /** 404: unknown token; 409: used, or the hostname is taken; 410: expired. */
    public Answer<EnrolledNode> consume(ConsumeInstall install) {
        return api.call(
                Api.Call.post("/node-installs/consume", Map.of(), install),
                answer -> Fields.read(answer, Fields.Unknown.IGNORED, EnrolledNode::read));
    }

    public Answer<AgentCalls.Done> report(InstallProgress progress) {
        return api.call(Api.Call.post("/node-installs/progress", Map.of(), progress), answer -> AgentCalls.Done.DONE);
    }
}
