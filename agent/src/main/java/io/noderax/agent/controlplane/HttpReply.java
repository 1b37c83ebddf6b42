package io.noderax.agent.controlplane;

import org.jspecify.annotations.Nullable;

/** A raw HTTP answer with its body read to the end. */
record HttpReply(int status, Head head, String body) {
    /** The headers that matter to us; null where the answer has none. */
    record Head(
            @Nullable String contentType,
            @Nullable String retryAfter,
            @Nullable String location,
            @Nullable String date,
            @Nullable String extensions,
            @Nullable String reconnectWindow) {}
}
