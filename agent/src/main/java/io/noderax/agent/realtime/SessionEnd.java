package io.noderax.agent.realtime;

import io.noderax.agent.words.AgentCommand;
import io.noderax.socketio.client.Failure;

/** Why there is no realtime session, or no longer. */
public sealed interface SessionEnd {
    /** There was one, and the connection ended. */
    record Lost(String sentence) implements SessionEnd {}

    /** The connection did not come about. */
    record NotConnected(Failure failure) implements SessionEnd {}

    /** The server does not let this agent in. */
    record AuthRefused(String message) implements SessionEnd {}

    /** The class by which users know it. */
    default String kind() {
        return switch (this) {
            case Lost _ -> "session lost";
            case AuthRefused _ -> "auth error";
            case NotConnected(Failure.BadAddress _) -> "invalid URL input";
            case NotConnected(Failure.NamespaceRefused _) -> "namespace connect failure";
            case NotConnected _ -> "tls/proxy handshake failure";
        };
    }

    /** The same for scripts. */
    default String code() {
        return switch (this) {
            case Lost _ -> "realtime-lost";
            case AuthRefused _ -> "realtime-auth-refused";
            case NotConnected(Failure.BadAddress _) -> "realtime-bad-url";
            case NotConnected(Failure.NamespaceRefused _) -> "realtime-namespace-refused";
            case NotConnected _ -> "realtime-not-connected";
        };
    }

    default String sentence() {
        return switch (this) {
            case Lost lost -> lost.sentence();
            case AuthRefused refused -> refused.message();
            case NotConnected notConnected -> notConnected.failure().message();
        };
    }

    default String advice() {
        return switch (this) {
            case Lost _ -> "nothing: the agent connects again";
            case AuthRefused _ ->
                "if the node was deleted there, move the state file away and run `" + AgentCommand.NAME + " enroll`";
            case NotConnected(Failure.BadAddress _) -> "check api_url and realtime_path";
            case NotConnected(Failure.NamespaceRefused _) -> "check realtime_namespace";
            case NotConnected _ ->
                "check that what stands between lets WebSockets through, and api_tls_ca_file; tasks come without it";
        };
    }
}
