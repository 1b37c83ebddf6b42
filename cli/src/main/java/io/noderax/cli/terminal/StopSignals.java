package io.noderax.cli.terminal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C and its relatives as something to wait for, instead of the end of the process.
 *
 * <p>Until {@link #take} is called they end the process as usual. Safe for several threads.
 */
public final class StopSignals {
    private final LinkedBlockingQueue<String> arrived = new LinkedBlockingQueue<>();

    /** From now on these signals ({@code INT}, {@code TERM}, {@code HUP}) arrive here; one that is ignored stays ignored. */
    public void take(String... names) {
        for (String name : names) {
            register(name);
        }
    }

    /** A signal arrives; also called by tests. */
    public void arrive(String name) {
        arrived.add(name);
    }

    /** Waits at most so long for the next signal; null when none came. */
    public @Nullable String await(Duration longest) {
        try {
            return arrived.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "INT";
        }
    }

    /** By reflection: javac warns about the very name of {@code sun.misc.Signal} and knows no way to silence that. */
    private void register(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler arrive = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    arrive(name);
                }
                return null;
            };
            Object proxy = Proxy.newProxyInstance(StopSignals.class.getClassLoader(), new Class<?>[] {handler}, arrive);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot take the signal " + name, e);
        }
    }
}
