package io.noderax.cli.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a call did not bring what was asked for. */
public sealed interface Failure {
    /** Nobody answered, or not in time. */
    record Unreachable(String why) implements Failure {}

    /** Something answered, but not as a Noderax server does: a proxy's page, another program. */
    record Foreign(int status, String what) implements Failure {}

    /** The server said no, with its own words. */
    record Refused(int status, String message, @Nullable Duration retryAfter) implements Failure {}

    /** Whether the same call may well succeed a little later. */
    default boolean isPassing() {
        return switch (this) {
            case Unreachable _ -> true;
            case Foreign foreign -> foreign.status() >= 500;
            case Refused refused -> refused.status() == 429 || refused.status() >= 500;
        };
    }
}
