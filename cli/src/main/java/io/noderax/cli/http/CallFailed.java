package io.noderax.cli.http;

import java.time.Duration;

/** A call to the server failed; its message is a sentence for the operator, with what to do about it. */
public final class CallFailed extends RuntimeException {
    private final Failure failure;

    public CallFailed(ServerAddress server, Failure failure, Throwable cause) {
        super(sentence(server, failure), cause);
        this.failure = failure;
    }

    public CallFailed(ServerAddress server, Failure failure) {
        super(sentence(server, failure));
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }

    /** The sentence, as it is shown. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** Whether the server's refusal has this status. */
    public boolean isRefusedWith(int status) {
        return failure instanceof Failure.Refused refused && refused.status() == status;
    }

    private static String sentence(ServerAddress server, Failure failure) {
        return switch (failure) {
            case Failure.Unreachable unreachable ->
                "%s does not answer (%s); check the address, and that the server runs"
                        .formatted(server, unreachable.why());
            case Failure.Foreign foreign ->
                "%s answered %d with %s, not as a Noderax server does; check the address and any proxy between"
                        .formatted(server, foreign.status(), foreign.what());
            case Failure.Refused refused -> refusal(server, refused);
        };
    }

    private static String refusal(ServerAddress server, Failure.Refused refused) {
        String said = refused.message();
        return switch (refused.status()) {
            case 401 -> "%s does not accept your sign-in (%s); sign in with `noderax login`".formatted(server, said);
            case 403 -> "your account may not do this on %s (%s); ask an administrator of it".formatted(server, said);
            case 429 ->
                "%s has had too many calls from here; try again %s".formatted(server, when(refused.retryAfter()));
            default ->
                refused.status() >= 500
                        ? "%s failed (%d: %s); its log says why".formatted(server, refused.status(), said)
                        : "%s refused this (%d: %s)".formatted(server, refused.status(), said);
        };
    }

    private static String when(@org.jspecify.annotations.Nullable Duration retryAfter) {
        return retryAfter == null ? "in a minute" : "in " + retryAfter.toSeconds() + " s";
    }
}
