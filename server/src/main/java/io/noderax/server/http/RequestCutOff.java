package io.noderax.server.http;

import java.io.IOException;

/** The client has left before its request was read. */
final class RequestCutOff extends IOException {
    private static final long serialVersionUID = 1L;

    RequestCutOff(IOException cause) {
        super("the client has left", cause);
    }
}
