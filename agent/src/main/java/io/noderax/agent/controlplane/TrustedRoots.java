package io.noderax.agent.controlplane;

import io.noderax.agent.config.BadConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificate authorities of one file and, for a certificate that none of them vouches for, those of the system, which are read
 * only then: their parsing is much of a start. The file is read again before a certificate is refused. TLS 1.2 at least, as the JDK
 * does by default.
 */
public final class TrustedRoots extends X509ExtendedTrustManager {
    private final Path file;
    private volatile X509ExtendedTrustManager own;
    private @Nullable X509ExtendedTrustManager system;

    private TrustedRoots(Path file) throws IOException, GeneralSecurityException {
        this.file = file;
        this.own = ofFile();
    }

    /**
     * TLS that also trusts the certificates of the file.
     *
     * @throws BadConfig when the file cannot be read or holds no certificate
     */
    public static SSLSocketFactory systemAnd(Path file) {
        SystemTls.prepare();
        SystemTls.makeTable();
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustedRoots(file)}, null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new BadConfig(
                    "api_tls_ca_file is \"" + file + "\" but must be a readable file of PEM certificates: "
                            + e.getMessage(),
                    e);
        }
    }

    private X509ExtendedTrustManager ofFile() throws IOException, GeneralSecurityException {
        KeyStore roots = KeyStore.getInstance("PKCS12");
        roots.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            for (Certificate root : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                roots.setCertificateEntry("root-" + roots.size(), root);
            }
        }
        if (roots.size() == 0) {
            throw new IOException("no certificate in it");
        }
        return trustManager(roots);
    }

    /** @param roots null are the system's */
    private static X509ExtendedTrustManager trustManager(@Nullable KeyStore roots) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(roots);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("this Java has no trust manager for X.509");
    }

    private synchronized X509ExtendedTrustManager system() throws CertificateException {
        X509ExtendedTrustManager manager = system;
        if (manager == null) {
            try {
                manager = trustManager(null);
            } catch (GeneralSecurityException e) {
                throw new CertificateException("the system's certificate authorities cannot be read", e);
            }
            system = manager;
        }
        return manager;
    }

    /** Told of a certificate that nobody vouches for is what the file's say of it, unless they do not know who made it. */
    private void check(Check check) throws CertificateException {
        if (refusal(check, own) == null) {
            return;
        }
        readAgain();
        CertificateException refused = refusal(check, own);
        if (refused == null) {
            return;
        }
        CertificateException alsoRefused = refusal(check, system());
        if (alsoRefused != null) {
            throw refused.getCause() instanceof CertPathBuilderException ? alsoRefused : refused;
        }
    }

    private static @Nullable CertificateException refusal(Check check, X509ExtendedTrustManager roots) {
        try {
            check.by(roots);
            return null;
        } catch (CertificateException e) {
            return e;
        }
    }

    /** The operator may have renewed it while the agent runs. */
    private void readAgain() {
        try {
            own = ofFile();
        } catch (IOException | GeneralSecurityException _) {
            // What was in it before is still what was asked for.
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(roots -> roots.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(roots -> roots.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(roots -> roots.checkServerTrusted(chain, type));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw isServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw isServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw isServer();
    }

    private static CertificateException isServer() {
        return new CertificateException("an agent is no server");
    }

    /** Asked of servers only, which have clients to tell it to. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    /** A look at a chain. */
    private interface Check {
        void by(X509ExtendedTrustManager roots) throws CertificateException;
    }
}
