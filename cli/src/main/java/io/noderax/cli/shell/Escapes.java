package io.noderax.cli.shell;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what the operator says to this program among the keys for the shell: a tilde at the start of a line, as ssh has it. One thread. */
final class Escapes {
    /** What was typed. */
    sealed interface Typed {
        /** For the shell. Nobody compares them. */
        @SuppressWarnings("ArrayRecordComponent")
        record Keys(byte[] bytes) implements Typed {}

        /** {@code ~.} */
        record Terminate() implements Typed {}

        /** {@code ~d} */
        record Detach() implements Typed {}

        /** {@code ~?} */
        record Help() implements Typed {}
    }

    private boolean atLineStart = true;
    private boolean afterTilde;

    /** What these bytes mean, in their order; a tilde at the end waits for the next ones. */
    List<Typed> read(byte[] bytes, int length) {
        List<Typed> found = new ArrayList<>();
        ByteArrayOutputStream keys = new ByteArrayOutputStream();
        for (int i = 0; i < length; i++) {
            Typed word = take(bytes[i], keys);
            if (word != null) {
                flush(keys, found);
                found.add(word);
            }
        }
        flush(keys, found);
        return found;
    }

    private @Nullable Typed take(byte key, ByteArrayOutputStream keys) {
        if (!afterTilde) {
            afterTilde = atLineStart && key == '~';
            if (!afterTilde) {
                type(key, keys);
            }
            return null;
        }
        afterTilde = false;
        switch (key) {
            case '.' -> {
                return new Typed.Terminate();
            }
            case 'd' -> {
                return new Typed.Detach();
            }
            case '?' -> {
                return new Typed.Help();
            }
            case '~' -> type(key, keys);
            default -> {
                keys.write('~');
                type(key, keys);
            }
        }
        return null;
    }

    private void type(byte key, ByteArrayOutputStream keys) {
        keys.write(key);
        atLineStart = key == '\r' || key == '\n';
    }

    private static void flush(ByteArrayOutputStream keys, List<Typed> found) {
        if (keys.size() > 0) {
            found.add(new Typed.Keys(keys.toByteArray()));
            keys.reset();
        }
    }
}
