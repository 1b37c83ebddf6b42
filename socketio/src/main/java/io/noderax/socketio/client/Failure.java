package io.noderax.socketio.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why there is no connection, or no longer. */
public sealed interface Failure {
    /** The address cannot be used as it is. */
    record BadAddress(String message) implements Failure {}

    /** The name does not resolve, nobody listens, or the network broke. */
    record Unreachable(String message) implements Failure {}

    /** The proxy does not let us through. */
    record ProxyRefused(int status) implements Failure {}

    /** No TLS, or not with whom we wanted. */
    record TlsFailed(String message) implements Failure {}

    /** The server answered, but not with a connection. */
    record HttpRefused(int status, Map<String, String> headers) implements Failure {}

    /**
     * The server does not let us into the namespace.
     *
     * @param json the {@code data} of its refusal, if any
     */
    record NamespaceRefused(String message, @Nullable String json) implements Failure {}

    /** The other side does not keep to the protocol. */
    record ProtocolBroken(String message) implements Failure {}

    /** What was waited for did not come in time. */
    record TimedOut(String message) implements Failure {}

    /** The server has sent us out of the namespace. */
    record Disconnected() implements Failure {}

    /**
     * The connection has ended in order.
     *
     * @param code of RFC 6455; 1005 when none was given
     */
    record Closed(int code, String reason) implements Failure {}

    /** One line for a log. */
    default String message() {
        return switch (this) {
            case BadAddress bad -> bad.message();
            case Unreachable unreachable -> unreachable.message();
            case ProxyRefused refused -> "the proxy refused with status " + refused.status();
            case TlsFailed failed -> "TLS failed: " + failed.message();
            case HttpRefused refused -> "the server refused with status " + refused.status();
            case NamespaceRefused refused -> "the server refused the namespace: " + refused.message();
            case ProtocolBroken broken -> "the other side broke the protocol: " + broken.message();
            case TimedOut timedOut -> timedOut.message();
            case Disconnected _ -> "the server has ended the session";
            case Closed closed -> "the connection was closed with code " + closed.code();
        };
    }
}
