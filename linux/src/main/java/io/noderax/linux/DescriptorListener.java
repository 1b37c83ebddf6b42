package io.noderax.linux;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Listens for {@link DescriptorSocket}s. One thread. */
public final class DescriptorListener implements AutoCloseable {
    /** Where a service manager leaves the first socket that it has made. */
    private static final int FIRST_INHERITED = 3;

    private static final int F_SETFD = 2;
    private static final int FD_CLOEXEC = 1;

    private final Descriptor listener;

    private DescriptorListener(int descriptor) {
        this.listener = new Descriptor(descriptor);
    }

    /** Makes the socket, which must not be there. */
    public static DescriptorListener listen(Path path) throws IOException {
        return new DescriptorListener(SocketCalls.listen(path));
    }

    /** Takes over the socket that this process was started with. */
    public static DescriptorListener inherited() throws IOException {
        SocketCalls.expect("no socket was handed over", Libc.fcntl(FIRST_INHERITED, F_SETFD, FD_CLOEXEC));
        return new DescriptorListener(FIRST_INHERITED);
    }

    /** The next caller; null when none has come within the time, or it is gone again. */
    public @Nullable DescriptorSocket accept(Duration wait) {
        int milliseconds = Math.clamp(wait.toMillis(), 0, Integer.MAX_VALUE);
        if (!SocketCalls.isReadable(listener.number(), milliseconds)) {
            return null;
        }
        Libc.Result accepted = SocketCalls.accept(listener.number());
        return accepted.failed() ? null : new DescriptorSocket(accepted.asInt());
    }

    @Override
    public void close() {
        listener.close();
    }
}
