package io.noderax.agent.controlplane;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Asks a server that is no control plane: a cloud's metadata, a public look-up. Tells nobody who the node is. */
public final class OutsideCall {
    private final HttpTransport transport;

    /** An answer, read to its end. */
    public record Answer(int status, String body) {
        private static final int OK = 200;

        public boolean isGood() {
            return status == OK;
        }
    }

    /** @param proxies through which to go; one of an empty environment goes without */
    public OutsideCall(ProxyEnvironment proxies, String userAgent) {
        this.transport = new HttpTransport(proxies, null, userAgent);
    }

    /** @param within for the connection, and for the whole exchange */
    public Answer ask(String method, URI address, Map<String, String> headers, Duration within) throws IOException {
        HttpReply reply =
                transport.exchange(new HttpTransport.Request(method, address, headers, null, null), within, within);
        return new Answer(reply.status(), reply.body());
    }
}
