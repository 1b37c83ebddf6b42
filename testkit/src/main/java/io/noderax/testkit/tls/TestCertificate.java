package io.noderax.testkit.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate that signed itself, and its key, as PEM files; made by the JDK's {@code keytool}.
 *
 * @param x509 what stands in the file
 */
public record TestCertificate(Path certificate, Path key, X509Certificate x509) {
    private static final String PASSWORD = "changeit";

    /** Made anew in the folder, which holds one; for names such as {@code ip:127.0.0.1} and {@code dns:localhost}. */
    public static TestCertificate make(Path folder, String... names) {
        return make(folder, List.of("-keyalg", "EC", "-groupname", "secp256r1"), names);
    }

    /** Like {@link #make}, with an RSA key. */
    public static TestCertificate makeRsa(Path folder, String... names) {
        return make(folder, List.of("-keyalg", "RSA", "-keysize", "2048"), names);
    }

    private static TestCertificate make(Path folder, List<String> algorithm, String... names) {
        Path store = folder.resolve("made.p12");
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(store);
            keytool(folder, store, algorithm, names);
            return exported(folder, store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no certificate can be made", e);
        }
    }

    private static void keytool(Path folder, Path store, List<String> algorithm, String... names) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server"));
        command.addAll(algorithm);
        command.addAll(
                List.of("-dname", "CN=noderax test " + folder.getFileName(), "-ext", "san=" + String.join(",", names)));
        command.addAll(List.of("-validity", "2", "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", store.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static TestCertificate exported(Path folder, Path store) throws IOException, GeneralSecurityException {
        KeyStore made = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            made.load(in, PASSWORD.toCharArray());
        }
        X509Certificate x509 = (X509Certificate) made.getCertificate("server");
        Key secret = made.getKey("server", PASSWORD.toCharArray());
        Path certificate = folder.resolve("server.pem");
        Path key = folder.resolve("server.key");
        Files.writeString(key, pem("PRIVATE KEY", secret.getEncoded()));
        Files.writeString(certificate, pem("CERTIFICATE", x509.getEncoded()));
        return new TestCertificate(certificate, key, x509);
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + what + "-----\n";
    }
}
