package io.noderax.agent.doctor;

import io.noderax.agent.controlplane.Api;
import io.noderax.agent.controlplane.FailureKind;
import io.noderax.agent.controlplane.Probe;
import io.noderax.agent.controlplane.ProxyEnvironment;
import io.noderax.socketio.client.SocketConnector;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way to the control plane, step by step, and who answers at its end. */
final class ServerChecks {
    private static final Duration WITHIN = Duration.ofSeconds(8);
    private static final Duration MOST_SKEW = Duration.ofSeconds(30);
    private static final int SHOWN_CHARACTERS = 80;

    private final Api.Address address;
    private final URI socketPath;
    private final Clock clock;

    /** @param socketPath the realtime endpoint */
    ServerChecks(Api.Address address, URI socketPath, Clock clock) {
        this.address = address;
        this.socketPath = socketPath;
        this.clock = clock;
    }

    List<Check> all() {
        List<Check> checks = new ArrayList<>(
                List.of(new Check("dns", this::dns), new Check("proxy", this::proxy), new Check("tcp", this::tcp)));
        if ("https".equals(address.url().getScheme())) {
            checks.add(reaching("tls", new TlsCheck(address, clock, WITHIN)::look));
        }
        checks.addAll(List.of(
                reaching("api", this::api),
                reaching("clock", this::clock),
                reaching("socket-polling", this::polling),
                reaching("socket-upgrade", this::upgrade)));
        return checks;
    }

    /** One that cannot get there says why, as the agent would. */
    private static Check reaching(String named, Check.Look look) {
        return new Check(named, name -> {
            try {
                return look.at(name);
            } catch (IOException e) {
                FailureKind kind = FailureKind.of(e);
                return CheckResult.failed(
                        name,
                        "the control plane was not reached: " + kind.code() + " (" + e.getMessage() + ")",
                        kind.advice());
            }
        });
    }

    private CheckResult dns(String name) {
        String host = address.url().getHost();
        if (isProxied()) {
            return CheckResult.ok(name, "the proxy finds " + host + " out, not this machine");
        }
        try {
            List<String> found = new ArrayList<>();
            for (InetAddress each : InetAddress.getAllByName(host)) {
                found.add(each.getHostAddress());
            }
            return CheckResult.ok(name, host + " is " + String.join(", ", found));
        } catch (UnknownHostException e) {
            return CheckResult.failed(
                    name,
                    "the name " + host + " of api_url cannot be found",
                    "check api_url, /etc/resolv.conf and /etc/hosts");
        }
    }

    private CheckResult proxy(String name) {
        ProxyEnvironment.Route route = route();
        return route.proxy().address() instanceof InetSocketAddress where
                ? CheckResult.ok(
                        name,
                        "the way goes through the proxy " + where.getHostString() + ":" + where.getPort()
                                + (route.authenticator() == null ? "" : ", with a name and a password"))
                : CheckResult.ok(name, "no proxy stands in HTTPS_PROXY or HTTP_PROXY for this address");
    }

    private CheckResult tcp(String name) {
        InetSocketAddress to = route().proxy().address() instanceof InetSocketAddress proxy
                ? new InetSocketAddress(proxy.getHostString(), proxy.getPort())
                : new InetSocketAddress(address.url().getHost(), port());
        String where = to.getHostString() + ":" + to.getPort();
        long started = System.nanoTime();
        try (Socket socket = new Socket()) {
            socket.connect(to, Math.toIntExact(WITHIN.toMillis()));
            return CheckResult.ok(
                    name, where + " takes connections, within " + (System.nanoTime() - started) / 1_000_000 + " ms");
        } catch (IOException e) {
            return CheckResult.failed(
                    name,
                    "no connection to " + where + ": " + e.getMessage(),
                    "check that the control plane runs, that api_url names its port, and what firewalls let through");
        }
    }

    private CheckResult api(String name) throws IOException {
        Probe.Reply reply = new Probe(address).get("/health", WITHIN);
        if (reply.body() != null && reply.body().has("status") && reply.status() == 200) {
            List<?> extensions = reply.body().list("extensions");
            return CheckResult.ok(
                    name,
                    "a noderax control plane answers"
                            + (extensions.isEmpty() ? "" : ", with " + extensions.size() + " extensions"));
        }
        if (reply.status() >= 500) {
            return CheckResult.failed(
                    name,
                    "the control plane, or what stands before it, answers with status " + reply.status(),
                    "look whether the control plane runs, and at its log");
        }
        return CheckResult.failed(
                name,
                "something else answers: status " + reply.status() + ", " + reply.contentType()
                        + (reply.location() == null ? "" : ", on to " + Redaction.PATTERNS.of(reply.location())) + ": "
                        + shown(reply.text()),
                "check api_url; a sign-in page of a network or a proxy's refusal looks like this, too");
    }

    private CheckResult clock(String name) throws IOException {
        Probe.Reply reply = new Probe(address).get("/health", WITHIN);
        Instant there = instant(reply.date());
        if (there == null) {
            return CheckResult.warning(name, "the answer says no time to compare with", "compare the clocks by hand");
        }
        Duration ahead = Duration.between(there, clock.instant());
        String words = "this machine's clock is " + Math.abs(ahead.toSeconds()) + " s "
                + (ahead.isNegative() ? "behind" : "ahead of") + " the control plane's";
        return ahead.abs().compareTo(MOST_SKEW) <= 0
                ? CheckResult.ok(name, words)
                : CheckResult.warning(name, words, "set the clock, or let NTP do it; certificates depend on it, too");
    }

    private CheckResult polling(String name) throws IOException {
        Probe.Reply reply = new Probe(address).get(socketPath.getRawPath() + "?EIO=4&transport=polling", WITHIN);
        return reply.status() == 200 && reply.text().startsWith("0{")
                ? CheckResult.ok(name, "the realtime endpoint answers by polling")
                : CheckResult.failed(
                        name,
                        "the realtime endpoint " + socketPath.getRawPath() + " answers with status " + reply.status()
                                + ": " + shown(reply.text()),
                        "check realtime_path, and that the proxy before the control plane passes that path on");
    }

    private CheckResult upgrade(String name) throws IOException {
        SocketConnector connector = new SocketConnector(address.tls(), route().tunnel());
        String request = "GET " + socketPath.getRawPath() + "?EIO=4&transport=websocket HTTP/1.1\r\nHost: "
                + address.url().getRawAuthority() + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: bm9kZXJheCBkb2N0b3IuLg==\r\n\r\n";
        try (Socket socket = connector.connect(address.url(), WITHIN)) {
            socket.setSoTimeout(Math.toIntExact(WITHIN.toMillis()));
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String line = firstLine(socket.getInputStream());
            return line.contains(" 101 ")
                    ? CheckResult.ok(name, "the upgrade to WebSocket works")
                    : CheckResult.warning(
                            name,
                            "the upgrade to WebSocket is answered with \"" + shown(line) + "\"",
                            "let the proxy pass on Upgrade and Connection; without it terminals and live measures do not work");
        }
    }

    private boolean isProxied() {
        return route().proxy().address() != null;
    }

    private ProxyEnvironment.Route route() {
        return address.proxies().routeTo(address.url());
    }

    private int port() {
        URI url = address.url();
        return url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
    }

    private static String firstLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n' && line.length() < 1000; b = in.read()) {
            line.append((char) b);
        }
        return line.toString().strip();
    }

    private static @Nullable Instant instant(@Nullable String date) {
        try {
            return date == null ? null : Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static String shown(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN_CHARACTERS ? line : line.substring(0, SHOWN_CHARACTERS) + "...";
    }
}
