package io.noderax.server.boot;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Private keys in PEM form: {@code PRIVATE KEY} (PKCS#8), {@code RSA PRIVATE KEY} and {@code EC PRIVATE KEY}. */
final class PemKey {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ((?:RSA |EC |)PRIVATE KEY)-----([^-]+)-----END \\1-----");
    private static final byte[] VERSION_0 = {2, 1, 0};
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;

    private PemKey() {}

    /**
     * @param whose the public key that it must go with; says which kind of key it is
     * @throws IllegalArgumentException when there is no such block
     */
    static PrivateKey read(String pem, PublicKey whose) throws GeneralSecurityException {
        if (pem.contains("ENCRYPTED")) {
            throw new IllegalArgumentException("it is encrypted; take the password off with `openssl pkey`");
        }
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new IllegalArgumentException("it has no block BEGIN PRIVATE KEY");
        }
        byte[] bytes = Base64.getMimeDecoder().decode(block.group(2));
        byte[] pkcs8 = block.group(1).equals("PRIVATE KEY") ? bytes : wrapped(bytes, whose);
        return KeyFactory.getInstance(whose.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** The older forms are the inside of PKCS#8, which names the algorithm as the public key does. */
    private static byte[] wrapped(byte[] key, PublicKey whose) {
        byte[] spki = whose.getEncoded();
        int start = headerLength(spki, 0);
        int length = headerLength(spki, start) + contentLength(spki, start);
        byte[] algorithm = Arrays.copyOfRange(spki, start, start + length);
        return element(SEQUENCE, VERSION_0, algorithm, element(OCTETS, key));
    }

    private static int headerLength(byte[] der, int at) {
        return (der[at + 1] & 0x80) == 0 ? 2 : 2 + (der[at + 1] & 0x7f);
    }

    private static int contentLength(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = (length << Byte.SIZE) | (der[at + 2 + i] & 0xff);
        }
        return length;
    }

    private static byte[] element(int tag, byte[]... contents) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : contents) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        int length = content.size();
        if (length < 0x80) {
            element.write(length);
        } else {
            element.write(0x82);
            element.write(length >> Byte.SIZE);
            element.write(length);
        }
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }
}
