package io.noderax.protocol.log;

/** Bytes that are no frame: a wrong checksum, an unknown kind, a length that is not allowed. */
public final class BadFrame extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadFrame(String message) {
        super(message);
    }
}
