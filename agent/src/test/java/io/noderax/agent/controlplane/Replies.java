package io.noderax.agent.controlplane;

/** Answers as a server gives them. */
final class Replies {
    private Replies() {}

    static HttpReply with(int status, String extensions, String window) {
        return new HttpReply(
                status, new HttpReply.Head("application/json", null, null, null, extensions, window), "{}");
    }
}
