package io.noderax.system;

import io.noderax.testkit.tls.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Takes TLS on a port of loopback and passes what is inside on to a server that speaks plainly, as a proxy does. */
final class TlsFront implements AutoCloseable {
    private final TestCertificate certificate;
    private final SSLServerSocket listening;
    private final int behind;

    private TlsFront(TestCertificate certificate, SSLServerSocket listening, int behind) {
        this.certificate = certificate;
        this.listening = listening;
        this.behind = behind;
    }

    static TlsFront open(Path folder, int behind) throws IOException, GeneralSecurityException {
        TestCertificate certificate = TestCertificate.make(folder, "ip:127.0.0.1");
        KeyStore store = KeyStore.getInstance(folder.resolve("made.p12").toFile(), "changeit".toCharArray());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        SSLServerSocket listening = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        TlsFront front = new TlsFront(certificate, listening, behind);
        Thread.ofVirtual().start(front::accept);
        return front;
    }

    String url() {
        return "https://127.0.0.1:" + listening.getLocalPort();
    }

    /** What a client has to trust. */
    Path certificate() {
        return certificate.certificate();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket outside = listening.accept();
                Socket inside = new Socket(InetAddress.getLoopbackAddress(), behind);
                Thread.ofVirtual().start(() -> pass(outside, inside));
                Thread.ofVirtual().start(() -> pass(inside, outside));
            } catch (IOException e) {
                // Closed, or a client that has left already; the next one is another matter.
            }
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16 * 1024];
            for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
                out.write(buffer, 0, length);
            }
        } catch (IOException e) {
            // Either side has ended the connection, which ends the other's.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
