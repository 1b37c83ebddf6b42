package io.noderax.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.noderax.testkit.tls.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The main job over TLS, with a certificate that nobody knows but who was told of it. */
class TlsIT {
    private final OpenFolder folder = OpenFolder.create();
    private final int port = ServerProcess.freePort();
    private final TestCertificate certificate =
            TestCertificate.make(folder.path().resolve("tls"), "ip:127.0.0.1", "dns:localhost");

    @AfterEach
    void clean() {
        folder.close();
    }

    @Test
    void theMainJobRunsOverTlsOnlyAndANewCertificateIsTakenUp() throws Exception {
        Command up = Command.start(folder.path(), Built.up(TrainedServer.command()), environment());
        try {
            up.awaitOutput("Ctrl-C stops all of it");
            assertThat(up.out()).contains("https://127.0.0.1:" + port);
            Matcher node = Pattern.compile("Demo node: +(\\S+) \\(online\\)").matcher(up.out());
            assertThat(node.find()).as(up.out()).isTrue();

            Command run = cli(environment(), "run", node.group(1), "--", "echo over tls; exit 7");
            assertThat(run.await()).as(run.err()).isEqualTo(7);
            assertThat(run.out()).isEqualTo("over tls\n");
            assertThat(Http.isReady("http://127.0.0.1:" + port))
                    .as("plain HTTP")
                    .isFalse();

            signsInFromElsewhere(password(up));
            takesUpANewCertificate();
        } finally {
            up.signal("INT");
            assertThat(up.await()).as(up.err()).isZero();
        }
    }

    @Test
    void filesThatCannotBeUsedStopTheStartWithALineThatSaysWhy() throws IOException {
        TestCertificate other = TestCertificate.make(folder.path().resolve("other"), "ip:127.0.0.1");
        Path broken = Files.writeString(folder.path().resolve("broken.pem"), "no certificate");

        assertThat(refusal(certificate.certificate(), null))
                .startsWith("noderax-server: NODERAX_TLS_KEY must be set too");
        assertThat(refusal(null, certificate.key())).startsWith("noderax-server: NODERAX_TLS_CERT must be set too");
        assertThat(refusal(broken, certificate.key()))
                .startsWith("noderax-server: NODERAX_TLS_CERT holds no certificate in PEM form")
                .contains(broken.toString());
        assertThat(refusal(certificate.certificate(), broken))
                .startsWith("noderax-server: NODERAX_TLS_KEY holds no usable private key")
                .contains(broken.toString());
        assertThat(refusal(certificate.certificate(), folder.path().resolve("missing.key")))
                .startsWith("noderax-server: NODERAX_TLS_KEY cannot be read");
        assertThat(refusal(certificate.certificate(), other.key()))
                .startsWith("noderax-server: NODERAX_TLS_KEY is not the key of the certificate");
    }

    /** With an empty home: nothing tells this command line of the certificate but what it is given. */
    private void signsInFromElsewhere(String[] account) throws IOException {
        Map<String, String> elsewhere = new HashMap<>();
        Path home = Files.createDirectories(folder.path().resolve("elsewhere"));
        elsewhere.put("HOME", home.toString());
        elsewhere.put("XDG_CONFIG_HOME", home.toString());
        elsewhere.put("NODERAX_HOME", home.toString());
        String url = "https://localhost:" + port;

        Command untrusted = login(elsewhere, account, "--server", url);
        assertThat(untrusted.await()).isNotZero();
        assertThat(untrusted.err()).contains("TLS").contains("NODERAX_CA");

        Command trusted = login(
                elsewhere,
                account,
                "--server",
                url,
                "--ca",
                certificate.certificate().toString());
        assertThat(trusted.await()).as(trusted.err()).isZero();
        assertThat(cli(elsewhere, "nodes").out()).contains("online");
        assertThat(cli(elsewhere, "logout").err()).contains("Signed out");
    }

    private Command login(Map<String, String> environment, String[] account, String... options) throws IOException {
        Path password = Files.writeString(folder.path().resolve("password"), account[1] + "\n");
        List<String> login = new ArrayList<>(List.of("login", "--email", account[0], "--password-stdin"));
        login.addAll(List.of(options));
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" <" + password, "sh"));
        command.addAll(Built.cli(login.toArray(String[]::new)));
        Command started = Command.start(folder.path(), command, environment);
        started.await();
        return started;
    }

    private void takesUpANewCertificate() throws Exception {
        assertThat(served(certificate.x509())).isEqualTo(certificate.x509());

        TestCertificate renewed = TestCertificate.make(folder.path().resolve("tls"), "ip:127.0.0.1", "dns:localhost");

        WaitLoop.until("the new certificate is served", () -> {
            try {
                return served(renewed.x509()).equals(renewed.x509());
            } catch (IOException | GeneralSecurityException e) {
                return false;
            }
        });
    }

    /** What the server shows to a client that trusts this one certificate. */
    private X509Certificate served(X509Certificate trusted) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("trusted", trusted);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private String refusal(Path cert, Path key) {
        Map<String, String> settings = new HashMap<>();
        settings.put("NODERAX_HOME", folder.path().resolve("refused").toString());
        settings.put("NODERAX_PORT", Integer.toString(port));
        if (cert != null) {
            settings.put("NODERAX_TLS_CERT", cert.toString());
        }
        if (key != null) {
            settings.put("NODERAX_TLS_KEY", key.toString());
        }
        Command server = Command.start(folder.path(), TrainedServer.command(), settings);
        assertThat(server.await()).isEqualTo(2);
        assertThat(server.err().lines().filter(line -> line.startsWith("noderax-server")))
                .hasSize(1);
        return server.err();
    }

    private Command cli(Map<String, String> environment, String... arguments) {
        Command command = Command.start(folder.path(), Built.cli(arguments), environment);
        command.await();
        return command;
    }

    private static String[] password(Command up) {
        Matcher password =
                Pattern.compile("Sign in as: +(\\S+) +password: (\\S+)").matcher(up.out());
        assertThat(password.find()).isTrue();
        return new String[] {password.group(1), password.group(2)};
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("NODERAX_HOME", folder.path().resolve("home").toString());
        environment.put("NODERAX_PORT", Integer.toString(port));
        environment.put("NODERAX_TLS_CERT", certificate.certificate().toString());
        environment.put("NODERAX_TLS_KEY", certificate.key().toString());
        environment.put("HOME", folder.path().toString());
        environment.put("XDG_CONFIG_HOME", folder.path().resolve("config").toString());
        return environment;
    }
}
