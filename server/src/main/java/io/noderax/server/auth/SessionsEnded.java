package io.noderax.server.auth;

import io.noderax.protocol.id.UserId;

/** All sessions of an account are over. */
record SessionsEnded(UserId user) {}
