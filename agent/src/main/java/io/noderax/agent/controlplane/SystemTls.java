package io.noderax.agent.controlplane;

import io.noderax.agent.loops.AgentThread;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS that trusts the system's authorities, which are loaded for the first socket: that is much of a start, and
 * {@link HttpsURLConnection} asks for such a factory each time one is made, also where it is given another afterwards.
 */
final class SystemTls extends SSLSocketFactory {
    /**
     * The JDK's groups in another order. A client hello has a key of the first group and one of the first of another family. The
     * first use of P-256 takes a small agent 0.1 s, for a table; a key of P-384 takes a tenth of that.
     */
    private static final String GROUPS =
            "x25519,secp384r1,secp256r1,secp521r1,x448,ffdhe2048,ffdhe3072,ffdhe4096,ffdhe6144,ffdhe8192";

    /** Before the first TLS of this process; a second time it changes nothing. */
    static void prepare() {
        if (System.getProperty("jdk.tls.namedGroups") == null) {
            System.setProperty("jdk.tls.namedGroups", GROUPS);
        }
        HttpsURLConnection.setDefaultSSLSocketFactory(new SystemTls());
    }

    /** Most certificates are of P-256: has its table made, beside what else comes before the first handshake. */
    static void makeTable() {
        AgentThread.start("p-256", () -> {
            try {
                KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
                keys.initialize(new ECGenParameterSpec("secp256r1"));
                keys.generateKeyPair();
            } catch (GeneralSecurityException e) {
                // Who needs it says so.
            }
        });
    }

    private static SSLSocketFactory loaded() {
        return Loaded.SOCKETS;
    }

    private static final class Loaded {
        static {
            makeTable();
        }

        static final SSLSocketFactory SOCKETS = (SSLSocketFactory) SSLSocketFactory.getDefault();
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return loaded().getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return loaded().getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket() throws IOException {
        return loaded().createSocket();
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean closes) throws IOException {
        return loaded().createSocket(socket, host, port, closes);
    }

    @Override
    public Socket createSocket(Socket socket, InputStream consumed, boolean closes) throws IOException {
        return loaded().createSocket(socket, consumed, closes);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return loaded().createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return loaded().createSocket(host, port, localHost, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return loaded().createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return loaded().createSocket(host, port, localHost, localPort);
    }
}
