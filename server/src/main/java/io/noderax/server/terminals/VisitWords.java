package io.noderax.server.terminals;

import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.Payload;
import io.noderax.protocol.terminal.TerminalSize;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a browser says at the {@code /terminal} namespace (wire contract, 4.2). */
sealed interface VisitWords {
    UUID session();

    /**
     * It wants to see the session.
     *
     * @param afterSeq the last piece that it has (an extension); null: it reads what was before over REST
     */
    record Attach(UUID session, @Nullable Long afterSeq) implements VisitWords {
        static Attach read(Fields fields) {
            return new Attach(fields.uuid("sessionId"), fields.optionalInteger("afterSeq", 0, Integer.MAX_VALUE));
        }
    }

    /**
     * Keys.
     *
     * @param stroke by which a repetition is known (an extension); null: nothing is repeated
     */
    record Input(UUID session, Payload keys, Keyboards.@Nullable Stroke stroke) implements VisitWords {
        private static final int LONGEST = 32_768;

        static Input read(Fields fields) {
            UUID session = fields.uuid("sessionId");
            Payload keys = fields.payload("payload", LONGEST);
            UUID keyboard = fields.optionalUuid("keyboard");
            return new Input(
                    session,
                    keys,
                    keyboard == null
                            ? null
                            : new Keyboards.Stroke(keyboard, fields.integer("number", 1, Long.MAX_VALUE)));
        }
    }

    /** Its window has another size. */
    record Resize(UUID session, TerminalSize size) implements VisitWords {
        static Resize read(Fields fields) {
            return new Resize(fields.uuid("sessionId"), TerminalSize.read(fields));
        }
    }

    /** The shell shall end. */
    record Terminate(UUID session, @Nullable String reason) implements VisitWords {
        static Terminate read(Fields fields) {
            return new Terminate(fields.uuid("sessionId"), fields.optionalText("reason", 0, 500));
        }
    }
}
