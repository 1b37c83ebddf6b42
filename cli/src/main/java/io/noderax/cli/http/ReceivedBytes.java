package io.noderax.cli.http;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;

/** Bytes as the server sent them, with what its headers say about them. */
public final class ReceivedBytes {
    private final HttpResponse<byte[]> response;

    ReceivedBytes(HttpResponse<byte[]> response) {
        this.response = response;
    }

    public ByteBuffer bytes() {
        return ByteBuffer.wrap(response.body()).asReadOnlyBuffer();
    }

    /** Empty when the server has not sent it. */
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
