package io.noderax.server.storage;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notification between server processes, as text: kind, sender, and for {@code TELL} signal and subject.
 *
 * @param sender the process
 */
record SignalMessage(
        Kind kind,
        UUID sender,
        @Nullable Signal signal,
        @Nullable UUID subject) {
    /** What a notification is for. */
    enum Kind {
        /** A process begins to listen, and asks who else is there. */
        HELLO,
        /** The answer to that. */
        HERE,
        /** A process ends. */
        BYE,
        TELL
    }

    static SignalMessage of(Kind kind, UUID sender) {
        return new SignalMessage(kind, sender, null, null);
    }

    String print() {
        String start = kind.name().toLowerCase(Locale.ROOT) + ' ' + sender;
        return signal == null || subject == null ? start : start + ' ' + signal + ' ' + subject;
    }

    /** Null when it is none that this version knows: another version may run beside it. */
    static @Nullable SignalMessage parse(String text) {
        String[] words = text.split(" ", -1);
        try {
            Kind kind = Kind.valueOf(words[0].toUpperCase(Locale.ROOT));
            UUID sender = UUID.fromString(words[1]);
            return words.length < 4
                    ? of(kind, sender)
                    : new SignalMessage(kind, sender, Signal.of(words[2]), UUID.fromString(words[3]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return null;
        }
    }
}
