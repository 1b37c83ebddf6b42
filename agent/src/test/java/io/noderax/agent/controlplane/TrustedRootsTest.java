package io.noderax.agent.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noderax.agent.config.BadConfig;
import io.noderax.testkit.tls.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedRootsTest {
    @TempDir
    private static Path folder;

    private static TestCertificate own;
    private static TestCertificate system;

    /** The system is one that has a single authority. */
    @BeforeAll
    static void makeAuthorities() {
        own = TestCertificate.make(folder.resolve("own"), "ip:127.0.0.1");
        system = TestCertificate.make(folder.resolve("system"), "ip:127.0.0.1");
        System.setProperty(
                "javax.net.ssl.trustStore", folder.resolve("system/made.p12").toString());
        System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
    }

    @AfterAll
    static void forget() {
        System.clearProperty("javax.net.ssl.trustStore");
        System.clearProperty("javax.net.ssl.trustStorePassword");
    }

    @Test
    void theSystemsAuthoritiesAreNotLoadedForAConnectionThatIsGivenOthers() throws Exception {
        TestCertificate certificate = TestCertificate.make(folder.resolve("given"), "ip:127.0.0.1");
        TrustedRoots.systemAnd(certificate.certificate());
        assertThat(HttpsURLConnection.getDefaultSSLSocketFactory())
                .as("what each HttpsURLConnection asks for when it is made")
                .isInstanceOf(SystemTls.class);
    }

    @Test
    void theFilesAndTheSystemsAuthoritiesAreTrusted() {
        assertThatCode(() -> connect(own)).doesNotThrowAnyException();
        assertThatCode(() -> connect(system)).doesNotThrowAnyException();
    }

    @Test
    void nobodyElseIs() {
        TestCertificate stranger = TestCertificate.make(folder.resolve("stranger"), "ip:127.0.0.1");

        assertThatThrownBy(() -> connect(stranger))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("unable to find valid certification path");
    }

    @Test
    void whatIsWrongWithACertificateOfTheFileIsSaid() {
        TestCertificate other = TestCertificate.make(folder.resolve("other"), "dns:elsewhere.example.com");
        SSLSocketFactory sockets = TrustedRoots.systemAnd(other.certificate());

        assertThatThrownBy(() -> connect(other, sockets))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void aRenewedFileIsTakenUp() throws Exception {
        TestCertificate before = TestCertificate.make(folder.resolve("renewed"), "ip:127.0.0.1");
        SSLSocketFactory sockets = TrustedRoots.systemAnd(before.certificate());
        connect(before, sockets);
        TestCertificate renewed = TestCertificate.make(folder.resolve("renewed"), "ip:127.0.0.1");

        assertThatCode(() -> connect(renewed, sockets)).doesNotThrowAnyException();
        assertThatThrownBy(() -> connect(before, sockets)).isInstanceOf(SSLException.class);
    }

    @Test
    void aFileWithoutACertificateIsNamed() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");

        assertThatThrownBy(() -> TrustedRoots.systemAnd(empty))
                .isInstanceOf(BadConfig.class)
                .hasMessageContaining(empty.toString())
                .hasMessageContaining("no certificate in it");
    }

    private static void connect(TestCertificate shown) throws Exception {
        connect(shown, TrustedRoots.systemAnd(own.certificate()));
    }

    /** A handshake with a server that shows that certificate. */
    private static void connect(TestCertificate shown, SSLSocketFactory sockets) throws Exception {
        try (SSLServerSocket server = listen(shown)) {
            Thread answering = Thread.ofVirtual().start(() -> answer(server));
            try (SSLSocket socket = (SSLSocket) sockets.createSocket("127.0.0.1", server.getLocalPort())) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                assertThat(socket.getSession().getPeerCertificates()).containsExactly(shown.x509());
            } finally {
                answering.join();
            }
        }
    }

    private static void answer(SSLServerSocket server) {
        try (SSLSocket socket = (SSLSocket) server.accept()) {
            socket.startHandshake();
        } catch (IOException _) {
            // The client has gone, which it says itself.
        }
    }

    private static SSLServerSocket listen(TestCertificate shown) throws IOException, GeneralSecurityException {
        String pem = Files.readString(shown.key()).replaceAll("-----[A-Z ]+-----|\\s", "");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "server",
                KeyFactory.getInstance("EC")
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem))),
                new char[0],
                new Certificate[] {shown.x509()});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
