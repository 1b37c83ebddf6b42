package io.noderax.agent.controlplane;

import io.noderax.protocol.enrollment.EnrollmentRequest;
import io.noderax.protocol.enrollment.EnrollmentState;
import io.noderax.protocol.enrollment.EnrollmentTicket;
import io.noderax.protocol.id.EnrollmentToken;
import io.noderax.protocol.json.Fields;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** The calls of a machine that has no identity yet (wire contract, 1.2). */
public final class EnrollmentCalls {
    private final Api api;

    public EnrollmentCalls(Api api) {
        this.api = api;
    }

    public Answer<EnrollmentTicket> initiate(EnrollmentRequest request) {
        return api.call(
                Api.Call.post("/enrollments/initiate", Map.of(), request),
                answer -> Fields.read(answer, Fields.Unknown.IGNORED, EnrollmentTicket::read));
    }

    /** Where the request stands; a 404 means that the server does not know the token. */
    public Answer<EnrollmentState> state(EnrollmentToken token) {
        String path = "/enrollments/" + URLEncoder.encode(token.secret(), StandardCharsets.UTF_8);
        Api.Call call = new Api.Call("GET", path, "/enrollments/(token)", Map.of(), null, Duration.ZERO, null);
        return api.call(call, answer -> Fields.read(answer, Fields.Unknown.IGNORED, EnrollmentState::read));
    }
}
