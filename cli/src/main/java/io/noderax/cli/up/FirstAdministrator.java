package io.noderax.cli.up;

import io.noderax.cli.terminal.CommandFailure;
import io.noderax.cli.terminal.Keyboard;
import io.noderax.cli.terminal.PrivateFile;
import io.noderax.cli.terminal.Surroundings;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The account that the person signs in with.
 *
 * @param password null when it was chosen at an earlier start, and nobody but the person knows it
 * @param isGenerated whether the person has to be shown it
 */
record FirstAdministrator(String email, @Nullable String password, boolean isGenerated) {
    private static final String DEFAULT_EMAIL = "admin@noderax.local";
    private static final int SHORTEST_PASSWORD = 8;
    private static final int GENERATED_BYTES = 12;

    /** From the environment, else asked for on a terminal, else generated; nothing of that when there is one already. */
    static FirstAdministrator choose(Surroundings surroundings, UpHome home) {
        String existing = existing(home);
        if (existing != null) {
            return new FirstAdministrator(existing, null, false);
        }
        Keyboard keyboard = surroundings.keyboard();
        String email = surroundings.variable("NODERAX_ADMIN_EMAIL");
        String password = surroundings.variable("NODERAX_ADMIN_PASSWORD");
        if (password == null && keyboard.isThere()) {
            surroundings.screen().say("The first administrator, for signing in (Enter takes what stands in brackets):");
            email = email == null ? asked(keyboard, "  e-mail [" + DEFAULT_EMAIL + "]: ") : email;
            password = askedPassword(surroundings);
        }
        String address = email == null || email.isEmpty() ? DEFAULT_EMAIL : email;
        return password == null
                ? new FirstAdministrator(address, generated(), true)
                : new FirstAdministrator(address, checked(password), false);
    }

    /** The address that the server has written down; null when there is no administrator yet. */
    static @Nullable String existing(UpHome home) {
        try {
            String text = PrivateFile.read(home.administratorMark());
            return text == null ? null : text.strip();
        } catch (IOException e) {
            throw new CommandFailure("%s cannot be read (%s)".formatted(home.administratorMark(), e));
        }
    }

    private static String asked(Keyboard keyboard, String question) {
        return keyboard.ask(question);
    }

    /** Null when the person leaves it to us. */
    private static @Nullable String askedPassword(Surroundings surroundings) {
        while (true) {
            String password = surroundings.keyboard().askSecretly("  password [made for you]: ");
            if (password.isEmpty()) {
                return null;
            }
            if (password.length() < SHORTEST_PASSWORD) {
                surroundings.screen().say("  at least " + SHORTEST_PASSWORD + " characters, please");
            } else if (password.equals(surroundings.keyboard().askSecretly("  the same again: "))) {
                return password;
            } else {
                surroundings.screen().say("  these were two different ones");
            }
        }
    }

    private static String checked(String password) {
        if (password.length() < SHORTEST_PASSWORD) {
            throw new CommandFailure("NODERAX_ADMIN_PASSWORD must have at least %d characters (it has %d)"
                    .formatted(SHORTEST_PASSWORD, password.length()));
        }
        return password;
    }

    private static String generated() {
        byte[] bytes = new byte[GENERATED_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "FirstAdministrator[" + email + "]";
    }
}
