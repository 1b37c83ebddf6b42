package io.noderax.socketio.client;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** There is no connection, or no longer; {@link #failure} says why. */
public final class SocketFailed extends IOException {
    private final transient Failure failure;

    public SocketFailed(Failure failure) {
        this(failure, null);
    }

    public SocketFailed(Failure failure, @Nullable Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }

    /** Sorts what a socket threw. */
    static SocketFailed of(IOException e) {
        if (e instanceof SocketFailed known) {
            return known;
        }
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        Failure failure = switch (e) {
            case SocketTimeoutException _ -> new Failure.TimedOut("no answer in time: " + message);
            case UnknownHostException _ -> new Failure.Unreachable("unknown host " + message);
            case SSLException _ -> new Failure.TlsFailed(message);
            default -> new Failure.Unreachable(message);
        };
        return new SocketFailed(failure, e);
    }

    static SocketFailed broken(String message) {
        return new SocketFailed(new Failure.ProtocolBroken(message));
    }
}
