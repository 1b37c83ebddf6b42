package io.noderax.server.auth;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** The code that this process has shown in its output, with which a person makes the first administrator; another one after each start. */
@Singleton
class FirstCode {
    /** Without letters and digits that look alike. */
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int GROUPS = 3;
    private static final int GROUP = 4;

    private final String code;

    FirstCode(RandomGenerator chance) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP; i++) {
            text.append(i > 0 && i % GROUP == 0 ? "-" : "").append(ALPHABET.charAt(chance.nextInt(ALPHABET.length())));
        }
        this.code = text.toString();
    }

    String text() {
        return code;
    }

    /** Case and dashes do not matter. */
    boolean matches(String typed) {
        return MessageDigest.isEqual(bytes(plain(typed)), bytes(plain(code)));
    }

    private static String plain(String text) {
        return text.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
