package io.noderax.agent.doctor;

import io.noderax.agent.controlplane.Api;
import io.noderax.socketio.client.SocketConnector;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Who the control plane says it is, who has signed that, until when, and whether the agent believes it. */
record TlsCheck(Api.Address address, Clock clock, Duration within) {
    private static final int SUBJECT_DNS_NAME = 2;
    private static final int SUBJECT_ADDRESS = 7;
    private static final Duration SOON = Duration.ofDays(14);

    CheckResult look(String name) throws IOException {
        X509Certificate shown = shown();
        if (shown == null) {
            return CheckResult.failed(
                    name, "the other side speaks no TLS", "check api_url: http instead of https, or another port");
        }
        Instant end = shown.getNotAfter().toInstant();
        String who = "the certificate is of " + names(shown) + ", signed by "
                + shown.getIssuerX500Principal().getName() + ", valid until " + end;
        try {
            connect(address.tls()).close();
        } catch (SSLException e) {
            return CheckResult.failed(
                    name, who + "; the agent does not trust it: " + e.getMessage(), advice(shown, end));
        }
        return Duration.between(clock.instant(), end).compareTo(SOON) < 0
                ? CheckResult.warning(name, who, "renew it in time")
                : CheckResult.ok(name, who);
    }

    private String advice(X509Certificate shown, Instant end) {
        Instant now = clock.instant();
        if (now.isAfter(end)) {
            return "renew the certificate, or set this machine's clock";
        }
        return now.isBefore(shown.getNotBefore().toInstant())
                ? "set this machine's clock: the certificate begins later"
                : "name a private authority's certificate in api_tls_ca_file; the certificate has to name the host of api_url";
    }

    /** Null when there is none: what it says is looked at, not believed. */
    private @Nullable X509Certificate shown() throws IOException {
        AtomicReference<X509Certificate> first = new AtomicReference<>();
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Onlooker(first)}, null);
            connect(context.getSocketFactory()).close();
        } catch (SSLException e) {
            return first.get();
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        return first.get();
    }

    private Socket connect(@Nullable SSLSocketFactory factory) throws IOException {
        SocketConnector.Tunnel tunnel = address.proxies().routeTo(address.url()).tunnel();
        return new SocketConnector(factory, tunnel).connect(address.url(), within);
    }

    private static String names(X509Certificate certificate) {
        StringJoiner names = new StringJoiner(", ");
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> each : alternatives == null ? List.<List<?>>of() : alternatives) {
                if (each.getFirst() instanceof Integer kind && (kind == SUBJECT_DNS_NAME || kind == SUBJECT_ADDRESS)) {
                    names.add(String.valueOf(each.get(1)));
                }
            }
        } catch (GeneralSecurityException e) {
            return certificate.getSubjectX500Principal().getName();
        }
        return names.length() == 0 ? certificate.getSubjectX500Principal().getName() : names.toString();
    }

    /** Takes down the certificate that it is shown, and refuses it: nothing is ever said over such a connection. */
    private record Onlooker(AtomicReference<X509Certificate> first) implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind)
                throws java.security.cert.CertificateException {
            throw new java.security.cert.CertificateException("no client is expected");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind)
                throws java.security.cert.CertificateException {
            first.set(chain[0]);
            throw new java.security.cert.CertificateException("only looked at");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
