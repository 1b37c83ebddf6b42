package io.noderax.server.realtime;

/** Wants to know which agents have a socket to this process. */
public interface AgentArrivals {
    /** The agent may send and be sent events from now on; called again when it authenticates again on the same socket. Blocking. */
    void arrived(AgentSession session);

    /** The socket is gone; the node may have a newer one already. Blocking. */
    void left(AgentSession session);
}
