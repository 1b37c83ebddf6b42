package io.noderax.agent.controlplane;

import io.noderax.agent.config.BadConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The system's certificate authorities and those of one more file; TLS 1.2 at least, as the JDK does by default. */
public final class TrustedRoots {
    private TrustedRoots() {}

    /**
     * TLS that also trusts the certificates of the file.
     *
     * @throws BadConfig when the file cannot be read or holds no certificate
     */
    public static SSLSocketFactory systemAnd(Path file) {
        try {
            KeyStore roots = KeyStore.getInstance("PKCS12");
            roots.load(null, null);
            int count = 0;
            for (X509Certificate root : system()) {
                roots.setCertificateEntry("system-" + count++, root);
            }
            for (Certificate root : certificates(file)) {
                roots.setCertificateEntry("extra-" + count++, root);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trustManagers(roots), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new BadConfig(
                    "api_tls_ca_file is \"" + file + "\" but must be a readable file of PEM certificates: "
                            + e.getMessage(),
                    e);
        }
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new IOException("no certificate in it");
            }
            return found;
        }
    }

    private static X509Certificate[] system() throws GeneralSecurityException {
        for (TrustManager manager : trustManagers(null)) {
            if (manager instanceof X509TrustManager x509) {
                return x509.getAcceptedIssuers();
            }
        }
        return new X509Certificate[0];
    }

    private static TrustManager[] trustManagers(@org.jspecify.annotations.Nullable KeyStore roots)
            throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(roots);
        return factory.getTrustManagers();
    }
}
