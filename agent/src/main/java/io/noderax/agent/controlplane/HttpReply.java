package io.noderax.agent.controlplane;

import org.jspecify.annotations.Nullable;

/** A raw HTTP answer with its body read to the end. */
record HttpReply(
        int status,
        @Nullable String contentType,
        @Nullable String retryAfter,
        @Nullable String location,
        String body) {}
