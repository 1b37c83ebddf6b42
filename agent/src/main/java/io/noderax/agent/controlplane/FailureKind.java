package io.noderax.agent.controlplane;

import io.noderax.agent.words.AgentCommand;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Why calls fail, as a word for scripts and with what a person can do about it. */
public enum FailureKind {
    NAME_NOT_RESOLVED("name-not-resolved", "check api_url and this machine's name service (/etc/resolv.conf)"),
    CONNECTION_REFUSED("connection-refused", "check that the control plane runs, and that api_url names its port"),
    NO_ANSWER(
            "no-answer",
            "check the network, and whether the control plane is overloaded (request_timeout limits the wait)"),
    CONNECTION_LOST("connection-lost", "check the network and what stands between: proxy, firewall, load balancer"),
    TLS_FAILED("tls-failed", "check the clock and the certificate; a private authority goes into api_tls_ca_file"),
    NOT_THE_API(
            "not-the-api", "check that api_url names a noderax control plane, and that no proxy answers in its place"),
    THROTTLED("throttled", "nothing: the agent comes back when the control plane wants it to"),
    IDENTITY_REFUSED(
            "identity-refused",
            "if the node was deleted there, move the state file away and run `" + AgentCommand.NAME + " enroll`"),
    REFUSED("refused", "look at the sentence; agent and control plane may not fit together"),
    SERVER_AWAY("server-away", "start the control plane; what stands before it answers in its place"),
    SERVER_ERROR("server-error", "look at the control plane's log");

    private final String code;
    private final String advice;

    FailureKind(String code, String advice) {
        this.code = code;
        this.advice = advice;
    }

    /** For scripts. */
    public String code() {
        return code;
    }

    /** What to do. */
    public String advice() {
        return advice;
    }

    /** The kind of what went wrong on the way. */
    public static FailureKind of(Exception e) {
        return switch (e) {
            case UnknownHostException _ -> NAME_NOT_RESOLVED;
            case SocketTimeoutException _ -> NO_ANSWER;
            case ConnectException _, NoRouteToHostException _ -> CONNECTION_REFUSED;
            case SSLException _ -> TLS_FAILED;
            case IOException _ -> CONNECTION_LOST;
            default -> NOT_THE_API;
        };
    }
}
