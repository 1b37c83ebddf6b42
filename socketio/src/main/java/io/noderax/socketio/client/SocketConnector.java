package io.noderax.socketio.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Plain and TLS sockets, direct or through the tunnel of an HTTP proxy. A certificate must be of the address's host. */
public final class SocketConnector implements Connector {
    /**
     * An HTTP proxy.
     *
     * @param authorization what it is shown in {@code Proxy-Authorization}, if anything
     */
    public record Tunnel(String host, int port, @Nullable String authorization) {
        public static String basic(String user, String password) {
            byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(pair);
        }

        @Override
        public String toString() {
            return "Tunnel[" + host + ":" + port + "]";
        }
    }

    private final @Nullable SSLSocketFactory tls;
    private final @Nullable Tunnel tunnel;

    /** @param tls the JDK's own when null; made only when an address needs it */
    public SocketConnector(@Nullable SSLSocketFactory tls, @Nullable Tunnel tunnel) {
        this.tls = tls;
        this.tunnel = tunnel;
    }

    @Override
    public Socket connect(URI address, Duration within) throws IOException {
        long deadline = System.nanoTime() + within.toNanos();
        String host = bare(address.getHost());
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(
                    tunnel == null
                            ? new InetSocketAddress(host, port(address))
                            : new InetSocketAddress(tunnel.host(), tunnel.port()),
                    millisUntil(deadline));
            if (tunnel != null) {
                dig(socket, tunnel, address.getHost() + ":" + port(address), deadline);
            }
            return isSecure(address) ? secured(socket, host, port(address), deadline) : socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static void dig(Socket socket, Tunnel tunnel, String target, long deadline) throws IOException {
        String authorization =
                tunnel.authorization() == null ? "" : "Proxy-Authorization: " + tunnel.authorization() + "\r\n";
        String request = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + authorization + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        HttpAnswer answer = HttpAnswer.readHead(socket, socket.getInputStream(), deadline);
        if (answer.status() / 100 != 2) {
            throw new SocketFailed(new Failure.ProxyRefused(answer.status()));
        }
    }

    private Socket secured(Socket socket, String host, int port, long deadline) throws IOException {
        SSLSocketFactory factory = tls == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : tls;
        SSLSocket secure = (SSLSocket) factory.createSocket(socket, host, port, true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.setSoTimeout(millisUntil(deadline));
        secure.startHandshake();
        return secure;
    }

    static int millisUntil(long deadline) {
        return Math.clamp((deadline - System.nanoTime()) / 1_000_000, 1, Integer.MAX_VALUE);
    }

    static boolean isSecure(URI address) {
        return "https".equals(address.getScheme()) || "wss".equals(address.getScheme());
    }

    static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return isSecure(address) ? 443 : 80;
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
