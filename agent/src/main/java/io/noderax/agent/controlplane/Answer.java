package io.noderax.agent.controlplane;

import java.time.Duration;

/** What came of a call. */
public sealed interface Answer<T> {
    /** The server did what was asked. */
    record Ok<T>(T value) implements Answer<T> {}

    /** Everything else; none of these carries a value. */
    sealed interface Failure<T> extends Answer<T> {
        /** What happened, as a sentence for the log. */
        String sentence();

        /** What happened, as a word, with what to do about it. */
        FailureKind kind();

        /** Whether the same call may succeed later without anybody doing anything about it. */
        boolean isTransient();

        /** Whether there is nobody at the other end. */
        default boolean isLostConnection() {
            return false;
        }

        /** Whether the server does not take this node for what it says it is. */
        default boolean isIdentityRefused() {
            return false;
        }

        /** The same failure as the answer of another call. */
        @SuppressWarnings("unchecked") // a failure has no value of type T
        default <R> Failure<R> as() {
            return (Failure<R>) this;
        }
    }

    /** The API said no, with a status from 400 to 499 other than 429. */
    record Refused<T>(int status, String message) implements Failure<T> {
        /** The words by which the reference says that a task is back in its queue (wire contract, 1.7). */
        private static final String QUEUED_STATE = "queued state";

        @Override
        public String sentence() {
            return "the control plane refused it: " + status + " " + message;
        }

        @Override
        public boolean isTransient() {
            return isIdentityRefused() || status == 408;
        }

        @Override
        public boolean isIdentityRefused() {
            return status == 401 || status == 403;
        }

        @Override
        public FailureKind kind() {
            return isIdentityRefused() ? FailureKind.IDENTITY_REFUSED : FailureKind.REFUSED;
        }

        boolean saysQueuedState() {
            return status == 409 && message.contains(QUEUED_STATE);
        }
    }

    /** The server is in trouble: a status of 500 and above. */
    record Broken<T>(int status, String message) implements Failure<T> {
        @Override
        public String sentence() {
            return "the control plane is in trouble: " + status + " " + message;
        }

        @Override
        public boolean isTransient() {
            return true;
        }

        @Override
        public FailureKind kind() {
            return isAway() ? FailureKind.SERVER_AWAY : FailureKind.SERVER_ERROR;
        }

        /** Whether something in front of the server says that the server is not there. */
        public boolean isAway() {
            return status >= 502 && status <= 504;
        }

        @Override
        public boolean isLostConnection() {
            return isAway();
        }
    }

    /** The server asks to come back later. */
    record Throttled<T>(Duration retryAfter) implements Failure<T> {
        @Override
        public String sentence() {
            return "the control plane asks to wait " + retryAfter.toMillis() + " ms";
        }

        @Override
        public FailureKind kind() {
            return FailureKind.THROTTLED;
        }

        @Override
        public boolean isTransient() {
            return true;
        }
    }

    /** No answer came. */
    record Unreachable<T>(FailureKind kind, String sentence) implements Failure<T> {
        @Override
        public boolean isTransient() {
            return true;
        }

        @Override
        public boolean isLostConnection() {
            return true;
        }
    }

    /** Something answered, but not the API: a wrong address, a proxy's page, another product. */
    record NotTheApi<T>(String sentence) implements Failure<T> {
        @Override
        public FailureKind kind() {
            return FailureKind.NOT_THE_API;
        }

        @Override
        public boolean isTransient() {
            return true;
        }
    }
}
