package io.noderax.cli.up;

import io.noderax.cli.terminal.CommandFailure;
import io.noderax.cli.terminal.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of a server that runs here.
 *
 * @param certificate the server's own, in PEM form, which is trusted as it is
 * @param host the name of this machine that it is good for
 */
record LocalTls(Path certificate, @Nullable Path key, String host) {
    private static final List<String> LOCAL = List.of("127.0.0.1", "localhost");

    /**
     * Null when the environment asks for none.
     *
     * @throws CommandFailure when the certificate is of no use on this machine
     */
    static @Nullable LocalTls of(Surroundings surroundings) {
        String certificate = surroundings.variable("NODERAX_TLS_CERT");
        if (certificate == null) {
            return null;
        }
        Path file = Path.of(certificate).toAbsolutePath();
        List<String> names = names(file);
        String host = LOCAL.stream()
                .filter(names::contains)
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        "NODERAX_TLS_CERT: the certificate %s is for %s; `up` needs one for 127.0.0.1 or localhost"
                                .formatted(file, names.isEmpty() ? "no name" : String.join(", ", names))));
        String key = surroundings.variable("NODERAX_TLS_KEY");
        return new LocalTls(file, key == null ? null : Path.of(key).toAbsolutePath(), host);
    }

    private static List<String> names(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            X509Certificate own = (X509Certificate) factory.generateCertificate(in);
            Collection<List<?>> names = own.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream().map(name -> String.valueOf(name.get(1))).toList();
        } catch (IOException | CertificateException e) {
            throw new CommandFailure(
                    "NODERAX_TLS_CERT: %s holds no certificate in PEM form (%s)".formatted(file, e.getMessage()));
        }
    }
}
