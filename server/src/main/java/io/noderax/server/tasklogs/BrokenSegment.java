package io.noderax.server.tasklogs;

/** Stored bytes that are not what was stored. */
final class BrokenSegment extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokenSegment(String message) {
        super(message);
    }
}
