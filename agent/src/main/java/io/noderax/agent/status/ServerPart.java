package io.noderax.agent.status;

import io.noderax.agent.controlplane.ServerContact;
import io.noderax.agent.controlplane.ServerContact.Claimed;
import io.noderax.agent.controlplane.ServerContact.Failed;
import io.noderax.agent.controlplane.ServerExtensions;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.json.Timestamps;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The control plane, as the calls to it went. */
public record ServerPart(String address, ServerContact contact, ServerExtensions extensions) implements StatusPart {
    /** Beyond it times in logs mislead; nothing of ours depends on it. */
    private static final Duration MUCH = Duration.ofSeconds(30);

    @Override
    public void tell(JsonObject.Builder into, List<Problem> problems) {
        Duration ahead = contact.clockAhead();
        into.put(
                "server",
                JsonObject.builder()
                        .put("address", address)
                        .put("extensions", extensions.inUse())
                        .put("clockAheadMs", ahead == null ? null : ahead.toMillis())
                        .build());
        Claimed claim = contact.lastClaim();
        into.put("lastClaim", claim == null ? null : claimed(claim));
        Failed failed = contact.lastFailure();
        into.put("lastError", failed == null ? null : failed(failed));
        tellOf(contact.failing("claim"), "asking for work", problems);
        if (contact.failing("claim") == null) {
            tellOf(contact.failing("heartbeat"), "the heartbeat", problems);
        }
        if (ahead != null && ahead.abs().compareTo(MUCH) > 0) {
            problems.add(clockProblem(ahead));
        }
    }

    private static JsonObject claimed(Claimed claim) {
        return JsonObject.builder()
                .put("at", claim.at())
                .put("answer", claim.answer())
                .build();
    }

    private static JsonObject failed(Failed failed) {
        return JsonObject.builder()
                .put("at", failed.at())
                .put("call", failed.call())
                .put("code", failed.kind().code())
                .put("message", failed.sentence())
                .put("advice", failed.kind().advice())
                .build();
    }

    private static void tellOf(@Nullable Failed failing, String what, List<Problem> problems) {
        if (failing != null) {
            problems.add(new Problem(
                    failing.kind().code(),
                    what + " fails since " + Timestamps.print(failing.since()) + ": " + failing.sentence(),
                    failing.kind().advice()));
        }
    }

    private static Problem clockProblem(Duration ahead) {
        String way = ahead.isNegative() ? "behind" : "ahead of";
        return new Problem(
                "clock-skew",
                "this machine's clock is " + ahead.abs().toSeconds() + " s " + way + " the control plane's",
                "set it by NTP; tasks run all the same, but their times mislead");
    }
}
