package io.noderax.server.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The reverse proxies whose word counts on where a request comes from; nobody else's does. */
public record TrustedProxies(List<AddressRange> ranges) {
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    /**
     * Reads addresses and ranges, separated by commas.
     *
     * @throws IllegalArgumentException saying what it must be
     */
    public static TrustedProxies parse(String text) {
        List<AddressRange> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            ranges.add(AddressRange.parse(part.strip()));
        }
        return new TrustedProxies(List.copyOf(ranges));
    }

    /**
     * The client's address: that of the connection, or, as long as that is a trusted proxy, the one that it names last.
     *
     * @param forwardedFor the header {@code X-Forwarded-For}, its values joined by commas
     */
    public String client(String connectedFrom, @Nullable String forwardedFor) {
        String client = withoutZone(connectedFrom);
        if (forwardedFor == null) {
            return client;
        }
        String[] named = forwardedFor.split(",", -1);
        for (int i = named.length - 1; i >= 0 && isTrusted(client); i--) {
            String before = withoutPort(named[i].strip());
            if (literal(before) == null) {
                return client;
            }
            client = before;
        }
        return client;
    }

    private boolean isTrusted(String address) {
        InetAddress literal = literal(address);
        return literal != null && ranges.stream().anyMatch(range -> range.holds(literal));
    }

    private static @Nullable InetAddress literal(String address) {
        try {
            return InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    /** Some proxies write {@code 192.0.2.1:4711} and {@code [2001:db8::1]:4711}. */
    private static String withoutPort(String named) {
        String text = named.toLowerCase(Locale.ROOT);
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end < 0 ? text : text.substring(1, end);
        }
        int colon = text.indexOf(':');
        return colon >= 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
    }
}
