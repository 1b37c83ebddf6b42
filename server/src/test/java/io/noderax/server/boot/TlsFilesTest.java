package io.noderax.server.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.testkit.tls.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which certificates and keys the server takes, and what it says of others. */
class TlsFilesTest {
    @TempDir
    private Path folder;

    @Test
    void keysInTheirThreeFormsAreTaken() throws Exception {
        TestCertificate ec = TestCertificate.make(folder.resolve("ec"), "dns:localhost");
        TestCertificate rsa = TestCertificate.makeRsa(folder.resolve("rsa"), "dns:localhost");

        new TlsFiles(ec.certificate(), ec.key()).check();
        new TlsFiles(rsa.certificate(), rsa.key()).check();
        new TlsFiles(ec.certificate(), inner(ec, "EC PRIVATE KEY")).check();
        new TlsFiles(rsa.certificate(), inner(rsa, "RSA PRIVATE KEY")).check();
    }

    @Test
    void whatDoesNotBelongTogetherIsSaid() {
        TestCertificate one = TestCertificate.make(folder.resolve("one"), "dns:localhost");
        TestCertificate other = TestCertificate.make(folder.resolve("other"), "dns:localhost");
        TestCertificate rsa = TestCertificate.makeRsa(folder.resolve("rsa"), "dns:localhost");

        assertThat(problem(one.certificate(), other.key()))
                .isEqualTo("NODERAX_TLS_KEY is not the key of the certificate (it is \"" + other.key() + "\")");
        assertThat(problem(one.certificate(), rsa.key())).startsWith("NODERAX_TLS_KEY holds no usable private key");
        assertThat(problem(one.key(), one.key())).startsWith("NODERAX_TLS_CERT holds no certificate in PEM form");
        assertThat(problem(one.certificate(), one.certificate()))
                .contains("it has no block BEGIN PRIVATE KEY")
                .contains(one.certificate().toString());
        assertThat(problem(one.certificate(), folder.resolve("missing"))).startsWith("NODERAX_TLS_KEY cannot be read");
    }

    @Test
    void anEncryptedKeyIsNamedAsThat() throws IOException {
        TestCertificate one = TestCertificate.make(folder.resolve("one"), "dns:localhost");
        Path locked = Files.writeString(folder.resolve("locked"), "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n");

        assertThat(problem(one.certificate(), locked)).contains("it is encrypted");
    }

    private String problem(Path certificate, Path key) {
        Map<String, String> environment =
                Map.of("NODERAX_TLS_CERT", certificate.toString(), "NODERAX_TLS_KEY", key.toString());
        SettingsReader.BadSettings[] caught = new SettingsReader.BadSettings[1];
        assertThatThrownBy(() -> new SettingsReader(environment, folder).read())
                .isInstanceOfSatisfying(SettingsReader.BadSettings.class, e -> caught[0] = e);
        assertThat(caught[0].problems()).hasSize(1);
        return caught[0].problems().getFirst();
    }

    /** The key without what PKCS#8 puts around it. */
    private Path inner(TestCertificate certificate, String label) throws IOException {
        String pem = Files.readString(certificate.key());
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]+-----", ""));
        int algorithm = header(der, 0) + 3;
        int octets = algorithm + 2 + der[algorithm + 1];
        byte[] key = Arrays.copyOfRange(der, octets + header(der, octets), der.length);
        String text = "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder().encodeToString(key) + "\n-----END " + label + "-----\n";
        return Files.writeString(folder.resolve(label), text);
    }

    private static int header(byte[] der, int at) {
        return der[at + 1] >= 0 ? 2 : 2 + (der[at + 1] & 0x7f);
    }
}
