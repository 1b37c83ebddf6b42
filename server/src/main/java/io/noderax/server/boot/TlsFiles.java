package io.noderax.server.boot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;

/**
 * A certificate with its chain, and its private key, as PEM files; looked at before anything starts.
 *
 * @param certificate the server's own certificate first
 */
public record TlsFiles(Path certificate, Path key) {
    /** One of the files cannot be used. */
    static final class Unusable extends Exception {
        private final boolean isKey;

        private Unusable(boolean isKey, String sentence) {
            super(sentence);
            this.isKey = isKey;
        }

        boolean isKey() {
            return isKey;
        }
    }

    /** @throws Unusable when a file cannot be read or understood, or when they do not belong together */
    void check() throws Unusable {
        X509Certificate own = ownCertificate();
        PrivateKey secret = privateKey(own);
        try {
            String algorithm = switch (secret.getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                default -> secret.getAlgorithm();
            };
            byte[] probe = {1, 2, 3};
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(secret);
            signing.update(probe);
            byte[] signed = signing.sign();
            signing.initVerify(own);
            signing.update(probe);
            if (!signing.verify(signed)) {
                throw new Unusable(true, "is not the key of the certificate");
            }
        } catch (GeneralSecurityException e) {
            throw new Unusable(true, "is not the key of the certificate (" + e.getMessage() + ')');
        }
    }

    private X509Certificate ownCertificate() throws Unusable {
        try {
            Collection<? extends Certificate> chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(certificate)));
            if (!chain.isEmpty() && chain.iterator().next() instanceof X509Certificate own) {
                return own;
            }
            throw new Unusable(false, "holds no certificate in PEM form");
        } catch (IOException e) {
            throw new Unusable(false, "cannot be read (" + e + ')');
        } catch (GeneralSecurityException e) {
            throw new Unusable(false, "holds no certificate in PEM form (" + e.getMessage() + ')');
        }
    }

    private PrivateKey privateKey(X509Certificate own) throws Unusable {
        try {
            return PemKey.read(Files.readString(key), own.getPublicKey());
        } catch (IOException e) {
            throw new Unusable(true, "cannot be read (" + e + ')');
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Unusable(true, "holds no usable private key in PEM form (" + e.getMessage() + ')');
        }
    }
}
