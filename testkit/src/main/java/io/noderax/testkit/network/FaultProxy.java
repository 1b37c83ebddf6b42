package io.noderax.testkit.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A proxy on a loopback port, in front of a server on another: plain HTTP/1.1, one request a connection. What it does to the requests
 * is its {@link LinkState}, and changes while it runs. Safe for several threads.
 */
public final class FaultProxy implements AutoCloseable {
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("link-", 0).factory());
    private final Link link;
    private final int port;
    private volatile Relay.Way way;

    // Guarded by this; null while nothing listens.
    private @Nullable ServerSocket listener;

    private FaultProxy(int serverPort, long seed) throws IOException {
        link = new Link(seed);
        way = new Relay.Way(serverPort, Set.of(), Set.of(), _ -> {});
        port = listen(0);
    }

    /** In front of the server on that port of loopback. */
    public static FaultProxy before(int serverPort, long seed) {
        try {
            return new FaultProxy(serverPort, seed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public LinkCounts counts() {
        return link.counts;
    }

    /** Makes the server behind it look like a reference server: headers that begin with {@code x-noderax-} do not pass. */
    public void hideExtensions(String... routeEnds) {
        way = new Relay.Way(way.port(), Set.of("x-noderax-"), Set.of(routeEnds), way.witness());
    }

    /** Is told of each request whose whole answer has been sent to the client. */
    public void witness(Relayed.Witness witness) {
        way = new Relay.Way(way.port(), way.hiddenHeaders(), way.hiddenRoutes(), witness);
    }

    /** From now on; open connections feel it too where the state says so. */
    public synchronized void become(LinkState state) {
        try {
            if (state instanceof LinkState.Refusing) {
                stopListening();
            } else if (listener == null) {
                listen(port);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        link.become(state);
    }

    @Override
    public void close() {
        try {
            stopListening();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            link.become(LinkState.FAIR);
            link.cutAll();
            threads.shutdownNow();
        }
    }

    private synchronized int listen(int wanted) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 1000);
        listener = socket;
        threads.execute(() -> accept(socket));
        return socket.getLocalPort();
    }

    private synchronized void stopListening() throws IOException {
        if (listener != null) {
            listener.close();
            listener = null;
        }
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                Socket client = socket.accept();
                client.setTcpNoDelay(true);
                threads.execute(new Relay(client, way, link, threads));
            }
        } catch (IOException e) {
            // Nothing listens any more.
        }
    }
}
