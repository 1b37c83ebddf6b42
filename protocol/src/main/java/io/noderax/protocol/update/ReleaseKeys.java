package io.noderax.protocol.update;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The public keys whose owners may sign releases (Ed25519). */
public record ReleaseKeys(List<PublicKey> keys) {
    /** A signature's length in bytes. */
    public static final int SIGNATURE_LENGTH = 64;

    private static final String ALGORITHM = "Ed25519";
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]*)-----END PUBLIC KEY-----");

    public ReleaseKeys {
        keys = List.copyOf(keys);
    }

    /**
     * Reads one key or several in PEM.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static ReleaseKeys parse(String pem) {
        List<PublicKey> keys = new ArrayList<>();
        for (Matcher block = PEM.matcher(pem); block.find(); ) {
            keys.add(key(block.group(1)));
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("there is no block -----BEGIN PUBLIC KEY----- in it");
        }
        return new ReleaseKeys(keys);
    }

    private static PublicKey key(String base64) {
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(base64);
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("a key in it is no public key for Ed25519", e);
        }
    }

    /** Whether one of the keys has signed these bytes. */
    public boolean haveSigned(byte[] content, byte[] signature) {
        return signature.length == SIGNATURE_LENGTH && keys.stream().anyMatch(key -> isBy(key, content, signature));
    }

    private static boolean isBy(PublicKey key, byte[] content, byte[] signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(content);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
