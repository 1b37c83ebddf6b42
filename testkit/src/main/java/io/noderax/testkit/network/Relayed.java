package io.noderax.testkit.network;

/** A request whose whole answer the client has been sent: what the client may take for acknowledged. The body as UTF-8 text. */
public record Relayed(HttpHead request, String body, int status) {
    /** Looks at exchanges as they are done; called by several threads. */
    @FunctionalInterface
    public interface Witness {
        void saw(Relayed exchange);
    }
}
