package io.noderax.agent.controlplane;

import io.noderax.socketio.client.SocketConnector;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which proxy leads to an address, from HTTP_PROXY, HTTPS_PROXY and NO_PROXY in either case. Loopback is always direct. */
public final class ProxyEnvironment {
    private final Map<String, String> environment;

    public ProxyEnvironment(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The proxy to use, and what it asks a name and password of; {@link Proxy#NO_PROXY} when direct. */
    public record Route(Proxy proxy, @Nullable Authenticator authenticator) {
        static final Route DIRECT = new Route(Proxy.NO_PROXY, null);

        /** The same way for a connection that stays open; null when direct. */
        public SocketConnector.@Nullable Tunnel tunnel() {
            if (!(proxy.address() instanceof InetSocketAddress where)) {
                return null;
            }
            String shown = authenticator instanceof Password known ? known.basic() : null;
            return new SocketConnector.Tunnel(where.getHostString(), where.getPort(), shown);
        }
    }

    /**
     * The way to the address.
     *
     * @throws IllegalArgumentException when the variable names no usable proxy
     */
    public Route routeTo(URI address) {
        String host = bare(address.getHost());
        String variable = "https".equals(address.getScheme()) ? "HTTPS_PROXY" : "HTTP_PROXY";
        String proxy = variable(variable);
        if (proxy.isEmpty() || isLoopback(host) || isExcluded(host, address.getPort())) {
            return Route.DIRECT;
        }
        return route(variable, proxy.contains("://") ? proxy : "http://" + proxy);
    }

    private static Route route(String variable, String address) {
        URI proxy;
        try {
            proxy = URI.create(address);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(variable + " is no address of a proxy", e);
        }
        if (proxy.getHost() == null || !"http".equals(proxy.getScheme())) {
            throw new IllegalArgumentException(variable + " must be like http://proxy.example.com:3128");
        }
        int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
        InetSocketAddress where = InetSocketAddress.createUnresolved(bare(proxy.getHost()), port);
        String user = proxy.getRawUserInfo();
        return new Route(new Proxy(Proxy.Type.HTTP, where), user == null ? null : new Password(user));
    }

    private boolean isExcluded(String host, int port) {
        for (String entry : variable("NO_PROXY").split(",", -1)) {
            String name = entry.strip().toLowerCase(Locale.ROOT);
            int colon = name.lastIndexOf(':');
            boolean withPort = colon > 0 && name.indexOf(':') == colon;
            if (withPort && !name.substring(colon + 1).equals(String.valueOf(port))) {
                continue;
            }
            if (matches(host, withPort ? name.substring(0, colon) : name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String host, String name) {
        if (name.isEmpty()) {
            return false;
        }
        String domain = name.startsWith("*.") ? name.substring(1) : name;
        return name.equals("*")
                || host.equals(bare(name))
                || host.endsWith(domain.startsWith(".") ? domain : "." + domain);
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
    }

    private static String bare(@Nullable String host) {
        if (host == null) {
            return "";
        }
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.startsWith("[") && lower.endsWith("]") ? lower.substring(1, lower.length() - 1) : lower;
    }

    private String variable(String name) {
        String value = environment.getOrDefault(name, "");
        return (value.isBlank() ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "") : value).strip();
    }

    /** Answers the proxy's question, and nobody else's. */
    private static final class Password extends Authenticator {
        private final String user;
        private final String password;

        Password(String userInfo) {
            int colon = userInfo.indexOf(':');
            this.user = decoded(colon < 0 ? userInfo : userInfo.substring(0, colon));
            this.password = colon < 0 ? "" : decoded(userInfo.substring(colon + 1));
        }

        String basic() {
            return SocketConnector.Tunnel.basic(user, password);
        }

        @Override
        protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY
                    ? new PasswordAuthentication(user, password.toCharArray())
                    : null;
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        }
    }
}
